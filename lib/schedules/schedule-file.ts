import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { ProblemDetail } from '#lib/contract/problem';
import type { ScheduleFile, ScheduleImported } from '#lib/contract/schedule';
import { invalidInput } from '#lib/http/zod-details';
import type { Runtime } from '#lib/runtime/current';
import { saveSchedule } from '#lib/runtime/save-schedule';
import { scheduleProblems } from '#lib/schedules/schedule-problems';
import { storedSchedules } from '#lib/schedules/stored-schedule';

export async function exportSchedules(db: Db): Promise<ScheduleFile> {
  return { version: 1, schedules: await storedSchedules(db) };
}

/** Takes all schedules of the file or, with any problem, none. What the file does not name stays as it is. */
export async function importSchedules(
  { db, engine }: Pick<Runtime, 'db' | 'engine'>,
  file: ScheduleFile,
): Promise<ScheduleImported> {
  const problems = file.schedules.flatMap((schedule, index) =>
    [...scheduleProblems(schedule, engine.jobs), ...repeatedId(file, index)].map(({ path, message }) => ({
      path: `schedules[${index}].${path}`,
      message,
    })),
  );
  if (problems.length > 0) throw invalidInput(problems);
  const imported = await db.transaction((tx) => takeAll(tx, file));
  engine.wakeScheduler();
  return imported;
}

function repeatedId(file: ScheduleFile, index: number): ProblemDetail[] {
  const id = file.schedules[index]?.id;
  const first = file.schedules.findIndex((schedule) => schedule.id === id);
  return first === index ? [] : [{ path: 'id', message: `${id} is also the id of schedules[${first}]` }];
}

async function takeAll(tx: Db, file: ScheduleFile): Promise<ScheduleImported> {
  // A change between reading and writing would be lost otherwise.
  await tx.execute(sql`lock table schedules in share row exclusive mode`);
  const stored = new Map((await storedSchedules(tx)).map((schedule) => [schedule.id, schedule]));
  const imported: ScheduleImported = { created: [], changed: [], unchanged: [] };
  for (const schedule of file.schedules) {
    const before = stored.get(schedule.id);
    const outcome = before === undefined ? 'created' : isDeepStrictEqual(before, schedule) ? 'unchanged' : 'changed';
    imported[outcome].push(schedule.id);
    if (outcome !== 'unchanged') await saveSchedule(tx, schedule, new Date());
  }
  return imported;
}
