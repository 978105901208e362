import type { Failure } from '#lib/contract/problem';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText } from '#lib/runtime/json-text';
import { lockOpenRun } from '#lib/runtime/lock-open-run';
import { announceCancel, lockClaims } from '#lib/runtime/queue';

/**
 * Cancels what has not started and tells every node to stop what runs. Answers whether the run has nothing left and
 * may be ended. `error` is kept as the run's own when it is not a person who cancels.
 */
export async function cancelRun(parts: EngineParts, runId: bigint, error: Failure | null): Promise<boolean> {
  const now = parts.now();
  const left = await parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    await lockOpenRun(tx, runId);
    const cancelled = await cancelNotStarted(tx, runId, now);
    const running = await runningSteps(tx, runId);
    const [run] = await tx<{ openSteps: number | null }[]>`
      update runs
      set cancel_requested_at = coalesce(cancel_requested_at, ${now}),
          error = coalesce(error, ${error ? jsonText(error) : null}::text::jsonb),
          open_steps = case when open_steps is null and ${running} = 0 then 0 else open_steps - ${cancelled} end
      where id = ${runId}
      returning open_steps as "openSteps"`;
    await announceCancel(tx, runId);
    faultPoint('cancel-before-commit');
    return run?.openSteps;
  });
  faultPoint('cancel-after-commit');
  return left === 0;
}

/** A plan that has not started leaves no step behind. */
async function cancelNotStarted(tx: EngineTx, runId: bigint, now: Date): Promise<number> {
  await tx`delete from run_steps where run_id = ${runId} and kind = 'plan' and state in ('pending', 'waiting')`;
  const cancelled = await tx`
    update run_steps
    set state = 'cancelled', reason = null, next_attempt_at = null, ended_at = ${now}
    where run_id = ${runId}
      and state in ('pending', 'waiting')`;
  return cancelled.count;
}

async function runningSteps(tx: EngineTx, runId: bigint): Promise<number> {
  const [running] = await tx<{ steps: number }[]>`
    select count(*)::integer as steps
    from run_steps
    where run_id = ${runId}
      and state = 'running'`;
  return running?.steps ?? 0;
}
