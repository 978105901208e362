import { AppError } from '#lib/errors';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { lockOpenRun } from '#lib/runtime/lock-open-run';
import { announceWork, lockClaims } from '#lib/runtime/queue';

type Pausing = { runId: bigint; by: string | null };

/**
 * Keeps a run from starting steps, its plan and its retries too, until it is resumed; what runs goes on. Answers false
 * when it was paused already. Throws `not_found`, and `conflict` for a run that has ended or is being cancelled.
 */
export function pauseRun(parts: EngineParts, { runId, by }: Pausing): Promise<boolean> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const run = await lockOpenRun(tx, runId);
    if (run.cancelRequestedAt) {
      throw new AppError('conflict', `Run ${runId} is being cancelled.`, { params: { run: String(runId) } });
    }
    if (run.pausedAt) return false;
    await tx`update runs set paused_at = ${parts.now()}, paused_by = ${by} where id = ${runId}`;
    return true;
  });
}

/** Lets a paused run go on; its deadline moves by the time that it stood. Answers false when it was not paused. */
export function resumeRun(parts: EngineParts, runId: bigint): Promise<boolean> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const run = await lockOpenRun(tx, runId);
    if (!run.pausedAt) return false;
    await tx`
      update runs
      set deadline_at = deadline_at + greatest(interval '0', ${parts.now()}::timestamptz - paused_at),
          paused_at = null,
          paused_by = null
      where id = ${runId}`;
    await announceWork(tx, parts.node);
    return true;
  });
}
