import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { schedules } from '#db/schema/runtime';
import { addDays, dayInZone } from '#lib/contract/day';
import { dailyTimeOf } from '#lib/runtime/cron';

const salesJob = 'sales.load';

export type Clock = { now: Date; zone: string };

/** The last day that should be there: a day is due once the load that takes it has had its slot. */
export async function lastDueDay(db: Db, clock: Clock): Promise<string> {
  const [schedule] = await db
    .select({ cron: schedules.cron, zone: schedules.zone })
    .from(schedules)
    .where(eq(schedules.job, salesJob))
    .orderBy(sql`${schedules.id} <> ${salesJob}`, asc(schedules.id))
    .limit(1);
  const time = schedule ? dailyTimeOf(schedule.cron) : null;
  const zone = schedule?.zone ?? clock.zone;
  const today = dayInZone(clock.now, zone);
  const isDue = !time || minuteOfDay(clock.now, zone) >= time.hour * 60 + time.minute;
  return addDays(today, isDue ? -1 : -2);
}

function minuteOfDay(at: Date, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
  return hour * 60 + minute;
}
