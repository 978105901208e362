import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { addDays } from '#lib/contract/day';
import type { SalesDriftCheck } from '#lib/contract/sales';
import type { StepPlan } from '#lib/runtime/define-job';
import { type DaySpan, dayOfNumber, daySpan, numberOfDay } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { longestPeriodDays } from '#lib/sales/load-limits';
import { type SettledDays, settleDays, settledState } from '#lib/sales/settle-days';
import { loadableStores } from '#lib/sources/loadable-stores';
import { storeLane } from '#lib/sources/store-lane';

/** How old a day is when its source is asked again; with a week to catch up on the last one. */
const ages = [1, 3, 7, 30];
const lastAge = 37;

/** What is compared with the source: what is here whole, what has changed before, and what should not be there at all. */
const compared: readonly string[] = ['verified', 'drifted', 'closed'];

const checkedSql = (from: string) => sql`
  select store_id as "storeId", day::text as day, max(age) as age
  from drift_checks
  where day >= ${from}::date
  group by store_id, day`;

/**
 * A step for each store that has days to compare, one connection each: without a period the days that have come of age since
 * they were last compared, else all of the period. Stores on hold are skipped.
 */
export async function planDriftChecks(
  db: Db,
  { stores, from, to }: SalesDriftCheck,
  today: string,
): Promise<StepPlan[]> {
  const period = from === undefined || to === undefined ? null : { from, to };
  const span = period ?? { from: addDays(today, -lastAge), to: addDays(today, -1) };
  const known = await loadableStores(db, stores);
  const [parts, checked] = await Promise.all([
    readDayParts(db, span),
    db.execute<{ storeId: string; day: string; age: number }>(checkedSql(span.from)),
  ]);
  const lastAges = new Map(checked.map(({ storeId, day, age }) => [`${storeId}/${day}`, age]));
  const daysOf = settleDays(parts, daySpan(span.from, span.to));
  return known.flatMap(({ id, firstDay, hold }) => {
    const due = comparedDays(daysOf(id), daySpan(span.from, span.to), firstDay).filter(
      (day) => period !== null || isOfAge(numberOfDay(today) - numberOfDay(day), lastAges.get(`${id}/${day}`)),
    );
    if (due.length === 0) return [];
    return [{ key: id, lane: storeLane(id), input: due, ...(hold === null ? {} : { skip: `on hold: ${hold}` }) }];
  });
}

function comparedDays(days: SettledDays, span: DaySpan, firstDay: string): string[] {
  const found: string[] = [];
  for (let day = span.last; day >= Math.max(span.first, numberOfDay(firstDay)); day -= 1) {
    if (compared.includes(settledState(days, span, day))) found.push(dayOfNumber(day));
  }
  return found;
}

/** A day that was compared at the age of 1 is compared again once it is 3 days old, late if nobody asked in time. */
function isOfAge(age: number, lastChecked = 0): boolean {
  const reached = ages.findLast((wanted) => wanted <= age);
  return reached !== undefined && lastChecked < reached;
}

/** No further ahead than today, nor longer than a load's. Answers what is wrong with it. */
export function badDriftPeriod({ from, to }: SalesDriftCheck, today: string): { path: string; message: string } | null {
  if (from === undefined || to === undefined) return null;
  if (to > today) return { path: 'to', message: `${to} is in the future: today is ${today}` };
  const days = numberOfDay(to) - numberOfDay(from) + 1;
  if (days <= longestPeriodDays) return null;
  return { path: 'from', message: `the period has ${days} days, at most ${longestPeriodDays} are compared at once` };
}
