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
