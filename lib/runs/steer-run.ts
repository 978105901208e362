import type { Run } from '#lib/contract/run';
import type { Caller } from '#lib/http/caller';
import { getRun } from '#lib/runs/get-run';
import type { Runtime } from '#lib/runtime/current';
import type { Engine } from '#lib/runtime/engine';

/** Cancels for a caller and answers the run as it is now: its running steps may take a second to stop. */
export async function requestCancellation(
  { engine, db }: Pick<Runtime, 'engine' | 'db'>,
  id: string,
  caller: Caller,
): Promise<Run> {
  await engine.cancelRun(BigInt(id), caller.name);
  return getRun(db, id);
}

/** Starts what failed again; answers how many steps. */
export async function requestRetry(
  engine: Engine,
  id: string,
  caller: Caller,
): Promise<{ run_id: string; steps: number }> {
  const { steps } = await engine.retryRun(BigInt(id), caller.name);
  return { run_id: id, steps };
}

/** Answers the run as it is now: paused, with what was running still going. */
export async function requestPause(
  { engine, db }: Pick<Runtime, 'engine' | 'db'>,
  id: string,
  caller: Caller,
): Promise<Run> {
  await engine.pauseRun(BigInt(id), caller.name);
  return getRun(db, id);
}

export async function requestResumption(
  { engine, db }: Pick<Runtime, 'engine' | 'db'>,
  id: string,
  caller: Caller,
): Promise<Run> {
  await engine.resumeRun(BigInt(id), caller.name);
  return getRun(db, id);
}

type RetryNowAsked = { id: string; steps: readonly string[] | null };

/** Starts what waits at once; answers how many steps. */
export async function requestRetryNow(
  engine: Engine,
  { id, steps }: RetryNowAsked,
  caller: Caller,
): Promise<{ run_id: string; steps: number }> {
  const request = { runId: BigInt(id), steps: steps?.map(BigInt) ?? null };
  return { run_id: id, ...(await engine.retryNow(request, caller.name)) };
}
