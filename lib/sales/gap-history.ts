import { desc, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { storeGapDays } from '#db/schema/trends';
import { addDays, dayInZone } from '#lib/contract/day';
import { type DaySpan, dayOfNumber, daySpan, hasDay, numberOfDay, originSql } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import { type SettledDays, settleDays } from '#lib/sales/settle-days';
import { type StoreFacts, storeFacts } from '#lib/sales/store-facts';
import { storeGaps } from '#lib/sales/store-gaps';

const longestDays = 365;
const origin = sql.raw(originSql);

/**
 * Keeps how far behind every active store is today, over what was kept today already. Days that nobody kept (the program
 * was off, or is new) are worked out from when each day was loaded, as far as 365 days back.
 */
export async function keepGapHistory(db: Db, clock: Clock): Promise<void> {
  const today = dayInZone(clock.now, clock.zone);
  await estimateLostDays(db, today, clock.zone);
  const gaps = await storeGaps(db, await lastDueDay(db, clock));
  const rows = gaps
    .filter(({ active }) => active)
    .map(({ storeId, daysBehind, completeness }) => ({ storeId, day: today, daysBehind, completeness }));
  if (rows.length === 0) return;
  await db
    .insert(storeGapDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [storeGapDays.day, storeGapDays.storeId],
      set: {
        daysBehind: sql`excluded.days_behind`,
        completeness: sql`excluded.completeness`,
        estimated: sql`excluded.estimated`,
      },
    });
}

async function estimateLostDays(db: Db, today: string, zone: string): Promise<void> {
  const [last] = await db
    .select({ day: storeGapDays.day })
    .from(storeGapDays)
    .where(lt(storeGapDays.day, today))
    .orderBy(desc(storeGapDays.day))
    .limit(1);
  const yesterday = addDays(today, -1);
  const from = [addDays(last?.day ?? addDays(today, -longestDays - 1), 1), addDays(today, -longestDays)].sort().at(-1);
  if (from === undefined || from > yesterday) return;
  const stores = (await storeFacts(db)).filter(({ active }) => active);
  const [opened = today] = stores.map(({ firstDay }) => firstDay).sort();
  if (opened > yesterday) return;
  const span = daySpan(opened, yesterday);
  const settled = settleDays(await readDayParts(db, { from: opened, to: yesterday }), span);
  const news = await readNews(db, { from, zone });
  for (const store of stores) {
    const known: Known = { days: settled(store.id), span, news: news.get(store.id) ?? [] };
    await insertEstimates(db, store.id, delays(store, known, { from, to: yesterday }));
  }
}

/** On day `knownOn` the store's last verified day was `lastDay`, or a later one that was known before. */
type News = { knownOn: number; lastDay: number };

// What was known on the first day of the period counts as of that day. Days are so many after 2000-01-01 (sales/day-bits).
const newsSql = ({ from, zone }: { from: string; zone: string }) => sql`
  select store_id as "storeId",
         json_agg(json_build_object('knownOn', known_on - ${origin}, 'lastDay', last_day - ${origin}) order by known_on) as "news"
  from (select store_id,
               greatest((loaded_at at time zone ${zone})::date, ${from}::date) as known_on,
               max(day)                                                        as last_day
        from store_days
        where dataset = ${salesDataset.name} and state = 'verified' and loaded_at is not null
        group by 1, 2) as learnt
  group by store_id`;

async function readNews(db: Db, wanted: { from: string; zone: string }): Promise<Map<string, News[]>> {
  const rows = await db.execute<{ storeId: string; news: News[] }>(newsSql(wanted));
  return new Map(rows.map(({ storeId, news }) => [storeId, news]));
}

type Known = { days: SettledDays; span: DaySpan; news: readonly News[] };
type Delay = { day: string; daysBehind: number };

/** On each day: the expected days up to the one before, after the last that had been verified by then. */
function delays({ firstDay }: StoreFacts, { days, span, news }: Known, period: { from: string; to: string }): Delay[] {
  const first = numberOfDay(firstDay);
  const expectedTo = countExpected(days, span, first);
  const found: Delay[] = [];
  let read = 0;
  let lastGood = first - 1;
  const to = numberOfDay(period.to);
  for (let day = Math.max(first + 1, numberOfDay(period.from)); day <= to; day += 1) {
    for (let next = news[read]; next !== undefined && next.knownOn <= day; next = news[read]) {
      lastGood = Math.max(lastGood, next.lastDay);
      read += 1;
    }
    found.push({ day: dayOfNumber(day), daysBehind: Math.max(0, expectedTo(day - 1) - expectedTo(lastGood)) });
  }
  return found;
}

/** How many days from `first` to a day were expected to have sales. */
function countExpected(days: SettledDays, span: DaySpan, first: number): (day: number) => number {
  const counts: number[] = [];
  for (let day = first; day <= span.last; day += 1) {
    const isExcused = [days.closed, days.closedWithSales, days.lost].some((excused) => hasDay(excused, span, day));
    counts.push((counts.at(-1) ?? 0) + (isExcused ? 0 : 1));
  }
  return (day) => counts[Math.min(day, span.last) - first] ?? 0;
}

/** Two texts for a year of days: a thousand parameters of their own would cost far more. */
async function insertEstimates(db: Db, storeId: string, found: readonly Delay[]): Promise<void> {
  if (found.length === 0) return;
  await db.execute(sql`
    insert into store_gap_days (store_id, day, days_behind, estimated)
    select ${storeId}, day::date, days_behind::int, true
    from unnest(string_to_array(${found.map(({ day }) => day).join()}, ','),
                string_to_array(${found.map(({ daysBehind }) => daysBehind).join()}, ',')) as found(day, days_behind)
    on conflict do nothing`);
}
