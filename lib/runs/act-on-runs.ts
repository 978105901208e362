import type { RunAct, RunActDone, RunActName } from '#lib/contract/endpoints/runs';
import { isAppError } from '#lib/errors';
import type { Caller } from '#lib/http/caller';
import { idsToActOn, mostRuns } from '#lib/runs/matching-runs';
import type { Runtime } from '#lib/runtime/current';
import type { Engine } from '#lib/runtime/engine';

/**
 * Cancels or retries each run as if it were asked for alone, the newest first. One that refuses keeps no other from it,
 * and is answered with its reason.
 */
export async function actOnRuns(
  { db, engine }: Pick<Runtime, 'db' | 'engine'>,
  { act, ids, filter }: RunAct,
  caller: Caller,
): Promise<RunActDone> {
  const chosen = ids ?? (filter ? await idsToActOn(db, { act, choice: filter }, mostRuns) : []);
  const result: RunActDone = { done: 0, refused: [] };
  for (const id of new Set(chosen)) {
    const refusal = await actOn(engine, { act, id, by: caller.name });
    if (refusal === null) result.done += 1;
    else result.refused.push({ id, message: refusal });
  }
  return result;
}

type OneAct = { act: RunActName; id: string; by: string | null };

/** Null, or why not. */
async function actOn(engine: Engine, { act, id, by }: OneAct): Promise<string | null> {
  try {
    await (act === 'cancel' ? engine.cancelRun(BigInt(id), by) : engine.retryRun(BigInt(id), by));
    return null;
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}
