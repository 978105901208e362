import { setImmediate } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Config } from '#lib/config';
import type { Page } from '#lib/contract/page';
import type { Schedule } from '#lib/contract/schedule';
import { jsonRows } from '#lib/runs/json-rows';
import { mostCaughtUp } from '#lib/runtime/catch-up';
import { clockWentBack, cronProblem, decidedUntil, nextSlots } from '#lib/runtime/cron';
import { unknownSchedule } from '#lib/schedules/stored-schedule';

/** The instant to count from, and whether the emergency brake (ENABLE_SCHEDULED_TASKS=false) stops every schedule. */
export type ScheduleClock = { now: Date; brake: boolean };

export function clockOf(config: Pick<Config, 'ENABLE_SCHEDULED_TASKS'>): ScheduleClock {
  return { now: new Date(), brake: !config.ENABLE_SCHEDULED_TASKS };
}

type ScheduleRow = Omit<Schedule, 'next' | 'nextAt' | 'warning'> & { storedNextAt: string | null };

const rowsAtOnce = 20;

/** Every schedule with its next slots, what became of the last one, and what stands in its way. */
export async function listSchedules(db: Db, clock: ScheduleClock): Promise<Page<Schedule>> {
  const rows = await jsonRows<ScheduleRow>(db, schedulesWhere(sql`true`));
  const items: Schedule[] = [];
  for (const row of rows) {
    // Slots cost a fraction of a millisecond each: a thousand schedules must not keep others waiting.
    if (items.length % rowsAtOnce === rowsAtOnce - 1) await setImmediate();
    items.push(withSlots(row, clock));
  }
  return { items, next: null };
}

/** Throws `not_found`. */
export async function getSchedule(db: Db, id: string, clock: ScheduleClock): Promise<Schedule> {
  const [row] = await jsonRows<ScheduleRow>(db, schedulesWhere(sql`s.id = ${id}`));
  if (row) return withSlots(row, clock);
  throw unknownSchedule(id);
}

function schedulesWhere(condition: SQL): SQL {
  return sql`
    select to_json(item) as item
    from (select s.id as "id",
                 s.job as "job",
                 s.cron as "cron",
                 s.zone as "zone",
                 s.enabled as "enabled",
                 s.missed as "missed",
                 s.grace_minutes as "graceMinutes",
                 s.overlap as "overlap",
                 s.retries as "retries",
                 s.retry_minutes as "retryMinutes",
                 s.parallel as "parallel",
                 s.input as "input",
                 (select json_build_object(
                           'slotAt', t.slot_at,
                           'outcome', t.outcome,
                           'reason', t.reason,
                           'runId', t.run_id::text)
                  from ticks as t
                  where t.schedule_id = s.id
                  order by t.slot_at desc
                  limit 1) as "lastTick",
                 (select json_build_object('count', count(*), 'last', max(missed.slot_at))
                  from (select t.slot_at
                        from ticks as t
                        where t.schedule_id = s.id
                          and t.slot_at > s.disabled_at
                          and t.reason = 'disabled'
                        order by t.slot_at desc
                        limit ${mostCaughtUp}) as missed) as "missedSlots",
                 s.updated_at as "updatedAt",
                 s.next_at as "storedNextAt"
          from schedules as s
          where ${condition}
          order by s.id) as item`;
}

function withSlots({ storedNextAt, ...row }: ScheduleRow, { now, brake }: ScheduleClock): Schedule {
  const problem = cronProblem(row.cron, row.zone);
  const stored = { ...row, nextAt: storedNextAt === null ? null : new Date(storedNextAt) };
  const decided = decidedUntil(stored, now);
  const from = decided ? new Date(decided.getTime() - 1) : now;
  const next = problem ? [] : nextSlots(row.cron, row.zone, from, 5).map((slot) => slot.toISOString());
  const [nextAt = null] = row.enabled && !brake ? next : [];
  return { ...row, next, nextAt, warning: row.enabled ? warningOf({ problem, next, brake, decided }) : null };
}

type Seen = { problem: string | null; next: string[]; brake: boolean; decided: Date | null };

function warningOf({ problem, next, brake, decided }: Seen): string | null {
  if (brake) return 'ENABLE_SCHEDULED_TASKS is false: no schedule starts anything.';
  if (problem) return `This schedule is on and never runs: ${problem}`;
  if (decided) return `This schedule starts nothing for now: ${clockWentBack(decided)}.`;
  return next.length === 0 ? 'This schedule is on and has no next slot.' : null;
}
