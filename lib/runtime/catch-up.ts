import { AppError } from '#lib/errors';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { announceWork } from '#lib/runtime/queue';
import { type SlotSchedule, slotRun, startSlots } from '#lib/runtime/slot-run';

/** Slots of one schedule that are counted, and run at once. */
export const mostCaughtUp = 1000;

/**
 * Runs slots that passed since a schedule was switched off, the last one or all of them: a person asked, so no policy and
 * no grace decide. Each tick is taken over once, whoever asks. Answers how many runs it started.
 */
export function catchUp(parts: EngineParts, scheduleId: string, slots: 'last' | 'all'): Promise<number> {
  const now = parts.now();
  return parts.sql.begin(async (tx) => {
    const [schedule] = await tx<SlotSchedule[]>`
      select id, job, zone, input, retries, retry_minutes as "retryMinutes", parallel
      from schedules
      where id = ${scheduleId}
      for update`;
    if (!schedule) {
      throw new AppError('not_found', `There is no schedule ${scheduleId}.`, { params: { schedule: scheduleId } });
    }
    // Its slots stay missed: none of them would have a run.
    if (!parts.jobs.has(schedule.job)) {
      throw new AppError('conflict', `There is no job "${schedule.job}" any more: nothing of it can be caught up.`, {
        params: { job: schedule.job },
      });
    }
    const taken = await tx<{ slotAt: Date }[]>`
      update ticks
      set outcome = 'caught_up', reason = null, node = ${parts.node}, decided_at = ${now}
      from (select ticks.slot_at
            from ticks
            join schedules on schedules.id = ticks.schedule_id
            where ticks.schedule_id = ${scheduleId}
              and ticks.slot_at > schedules.disabled_at
              and ticks.reason = 'disabled'
            order by ticks.slot_at desc
            limit ${slots === 'last' ? 1 : mostCaughtUp}) missed
      where ticks.schedule_id = ${scheduleId}
        and ticks.slot_at = missed.slot_at
      returning ticks.slot_at as "slotAt"`;
    const oldestFirst = taken.map(({ slotAt }) => slotAt).sort((a, b) => a.getTime() - b.getTime());
    const runs = oldestFirst.flatMap((slotAt) => slotRun(parts, schedule, slotAt));
    if (runs.length === 0) return 0;
    await announceWork(tx, parts.node);
    return startSlots(tx, parts, { runs, now });
  });
}
