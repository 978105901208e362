import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { schedules } from '#db/schema/runtime';
import { AppError } from '#lib/errors';

/** The job behind the paths `/api/etl/…`, and the schedule that starts it by itself. */
export const salesJob = 'sales.load';

/** The schedule's id: the one named as its job, or else the first of that job. Throws `not_found`. */
export async function dailyLoadId(db: Db): Promise<string> {
  const [schedule] = await db
    .select({ id: schedules.id })
    .from(schedules)
    .where(eq(schedules.job, salesJob))
    .orderBy(sql`${schedules.id} <> ${salesJob}`, asc(schedules.id))
    .limit(1);
  if (schedule) return schedule.id;
  throw new AppError('not_found', `There is no schedule for ${salesJob}.`);
}
