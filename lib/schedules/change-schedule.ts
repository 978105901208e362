import type { Schedule, ScheduleChange } from '#lib/contract/schedule';
import { invalidInput } from '#lib/http/zod-details';
import type { Runtime } from '#lib/runtime/current';
import { saveSchedule } from '#lib/runtime/save-schedule';
import { clockOf, getSchedule } from '#lib/schedules/list-schedules';
import { scheduleProblems } from '#lib/schedules/schedule-problems';
import { lockSchedule, type NamedSchedule } from '#lib/schedules/stored-schedule';

type Program = Pick<Runtime, 'db' | 'engine' | 'config'>;

/** Changes what is given, wakes the scheduler and answers the schedule. Throws `not_found`, or `invalid_input` by path. */
export async function changeSchedule(
  { db, engine, config }: Program,
  id: string,
  change: (stored: NamedSchedule) => ScheduleChange,
): Promise<Schedule> {
  await db.transaction(async (tx) => {
    const stored = await lockSchedule(tx, id);
    const changed = { ...stored, ...definedOnly(change(stored)) };
    const problems = scheduleProblems(changed, engine.jobs);
    if (problems.length > 0) throw invalidInput(problems);
    await saveSchedule(tx, changed, new Date());
  });
  engine.wakeScheduler();
  return getSchedule(db, id, clockOf(config));
}

/** A setting that is absent keeps its value; `undefined` counts as absent. */
function definedOnly(change: ScheduleChange): Partial<NamedSchedule> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
