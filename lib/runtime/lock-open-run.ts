import { endedRunStates, type RunState } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import type { EngineTx } from '#lib/runtime/engine-parts';

export type OpenRun = { state: RunState; pausedAt: Date | null; cancelRequestedAt: Date | null };

/** Locks a run until the transaction ends. Throws `not_found`, and `conflict` for one that has ended. */
export async function lockOpenRun(tx: EngineTx, runId: bigint): Promise<OpenRun> {
  const [run] = await tx<OpenRun[]>`
    select state, paused_at as "pausedAt", cancel_requested_at as "cancelRequestedAt"
    from runs
    where id = ${runId}
    for no key update`;
  if (!run) throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: String(runId) } });
  if (!endedRunStates.includes(run.state)) return run;
  throw new AppError('conflict', `Run ${runId} has ended already: it is ${run.state}.`, {
    params: { run: String(runId), state: run.state },
  });
}
