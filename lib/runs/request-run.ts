import type { RunStarted, StartRun } from '#lib/contract/run';
import type { Caller } from '#lib/http/caller';
import type { Engine } from '#lib/runtime/engine';

/** Starts a run for a caller; the engine answers the earlier run when the caller's idempotency key has been seen. */
export async function requestRun(
  engine: Engine,
  { job, input, recovery }: StartRun,
  caller: Caller,
): Promise<RunStarted> {
  const { runId } = await engine.startRun({
    job,
    input,
    trigger: recovery ? 'recovery' : caller.trigger,
    requestedBy: caller.name,
    ...(caller.idempotencyKey === undefined ? {} : { idempotencyKey: caller.idempotencyKey }),
  });
  return { run_id: String(runId) };
}
