import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { schedules } from '#db/schema/runtime';
import type { ScheduleSettings } from '#lib/contract/schedule';
import { AppError } from '#lib/errors';
import { cronProblem, nextSlots } from '#lib/runtime/cron';

/** A schedule as it is stored. */
export type StoredSchedule = Omit<ScheduleSettings, 'parallel'> & {
  id: string;
  job: string;
  parallel?: ScheduleSettings['parallel'];
};

const timingChanged = sql`(schedules.cron, schedules.zone, schedules.enabled)
  is distinct from (excluded.cron, excluded.zone, excluded.enabled)`;

/**
 * Creates or replaces a schedule. Another cron or zone, or switching it on, counts from `now`: nothing before is replayed.
 * Throws `invalid_input` for a pattern that cannot run. Call `engine.wakeScheduler()` afterwards.
 */
export async function saveSchedule(db: Db, schedule: StoredSchedule, now: Date): Promise<void> {
  const row = rowOf(schedule, now);
  const { cursorAt, nextAt, ...rest } = row;
  await db
    .insert(schedules)
    .values(row)
    .onConflictDoUpdate({
      target: schedules.id,
      set: {
        ...rest,
        cursorAt: sql`case when ${timingChanged} then excluded.cursor_at else schedules.cursor_at end`,
        nextAt: sql`case when ${timingChanged} then excluded.next_at else schedules.next_at end`,
        disabledAt: sql`case when excluded.enabled then null
                             when schedules.enabled then excluded.disabled_at
                             else coalesce(schedules.disabled_at, excluded.disabled_at) end`,
      },
    });
}

/** Inserts the schedules that are missing; one that is stored keeps what people made of it. */
export async function seedSchedules(db: Db, firstValues: readonly StoredSchedule[], now: Date): Promise<void> {
  const rows = firstValues.map((schedule) => rowOf(schedule, now));
  if (rows.length > 0) await db.insert(schedules).values(rows).onConflictDoNothing();
}

function rowOf(schedule: StoredSchedule, now: Date): typeof schedules.$inferInsert {
  const problem = cronProblem(schedule.cron, schedule.zone);
  if (problem) throw new AppError('invalid_input', problem, { details: [{ path: 'cron', message: problem }] });
  const [nextAt = null] = nextSlots(schedule.cron, schedule.zone, now, 1);
  return {
    id: schedule.id,
    job: schedule.job,
    cron: schedule.cron,
    zone: schedule.zone,
    enabled: schedule.enabled,
    missed: schedule.missed,
    graceMinutes: schedule.graceMinutes,
    overlap: schedule.overlap,
    retries: schedule.retries,
    retryMinutes: schedule.retryMinutes,
    parallel: schedule.parallel ?? null,
    input: schedule.input,
    cursorAt: now,
    nextAt,
    updatedAt: now,
    disabledAt: schedule.enabled ? null : now,
  };
}
