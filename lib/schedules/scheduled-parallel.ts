import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '#db/db';
import { schedules } from '#db/schema/runtime';

/**
 * Steps at a time as a person set it at the job's schedule: what the stores' lines bear, so it counts for every run of the
 * job, whoever starts it. Null: as the job says.
 */
export async function scheduledParallel(db: Db, job: string): Promise<number | null> {
  const [schedule] = await db
    .select({ parallel: schedules.parallel })
    .from(schedules)
    .where(and(eq(schedules.job, job), isNotNull(schedules.parallel)))
    .orderBy(asc(schedules.id))
    .limit(1);
  return schedule?.parallel ?? null;
}
