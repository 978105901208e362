import { AppError } from '#lib/errors';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { lockOpenRun } from '#lib/runtime/lock-open-run';
import { announceWork, lockClaims } from '#lib/runtime/queue';

export type RetryNowRequest = {
  runId: bigint;
  /** Steps by id; null is all that wait. */
  steps: readonly bigint[] | null;
};

/**
 * Makes waiting steps of a run due at once; answers how many. Throws `not_found`, and `conflict` when none of them waits,
 * or the run has ended or is paused.
 */
export function retryNow(parts: EngineParts, { runId, steps }: RetryNowRequest): Promise<number> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const run = await lockOpenRun(tx, runId);
    const about = { params: { run: String(runId) } };
    if (run.pausedAt) throw new AppError('conflict', `Run ${runId} is paused: resume it first.`, about);
    const hurried = await tx`
      update run_steps
      set next_attempt_at = ${parts.now()}
      where run_id = ${runId}
        and state = 'waiting'
        ${steps ? tx`and id = any(${steps.map(String)}::bigint[])` : tx``}`;
    if (hurried.count === 0) {
      const what = steps ? 'None of these steps' : `No step of run ${runId}`;
      throw new AppError('conflict', `${what} waits for its next try.`, about);
    }
    await announceWork(tx, parts.node);
    return hurried.count;
  });
}

/**
 * Makes the steps of a lane that wait for their link due at once, in every run; those of a paused run wait for it. What
 * found the source unavailable before anybody knew that the link was down waits for the same thing.
 */
export function wakeLane(parts: EngineParts, lane: string): Promise<number> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const woken = await tx`
      update run_steps
      set next_attempt_at = ${parts.now()}
      where lane = ${lane}
        and state = 'waiting'
        and (reason = 'link_down' or error ->> 'code' = 'source_unavailable')
        and next_attempt_at > ${parts.now()}`;
    if (woken.count > 0) await announceWork(tx, parts.node);
    return woken.count;
  });
}

/**
 * What a person plans does not wait for the retry that another run has pending: the step of the other run, which ours
 * left to it, is due at once.
 */
export function hurrySkippedElsewhere(parts: EngineParts, runId: bigint): Promise<number> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const hurried = await tx`
      update run_steps waiting
      set next_attempt_at = ${parts.now()}
      from run_steps mine
      where mine.run_id = ${runId}
        and mine.state = 'skipped'
        and mine.reason = 'in run ' || waiting.run_id
        and waiting.job = mine.job
        and waiting.key = mine.key
        and waiting.state = 'waiting'
        and waiting.next_attempt_at > ${parts.now()}`;
    if (hurried.count > 0) await announceWork(tx, parts.node);
    return hurried.count;
  });
}
