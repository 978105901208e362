import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { addDays, daysBetween } from '#lib/contract/day';
import type { MarkDays, UnmarkDays } from '#lib/contract/store-day-detail';
import { AppError } from '#lib/errors';
import { lockStores } from '#lib/sales/asked-stores';
import { longestPeriodDays, mostPossibleStoreDays } from '#lib/sales/load-limits';
import { salesDataset } from '#lib/sales/sales-dataset';

/** Who says so, and which day it is. */
export type Marking = { by: string | null; today: string };

type Days = Pick<MarkDays, 'stores' | 'from' | 'to'>;

/**
 * Declares days closed or lost; a mark on a marked day replaces it, days before a store's first one are left out. Throws
 * `invalid_input`, and `conflict` for days whose sales are in the warehouse.
 */
export function markDays(db: Db, mark: MarkDays, { by, today }: Marking): Promise<{ days: number }> {
  checkPeriod(mark, today);
  return db.transaction(async (tx) => {
    const stores = await lockStores(tx, mark.stores);
    const opened = stores.map(({ firstDay }) => firstDay).sort()[0] ?? mark.to;
    if (mark.to < opened) throw badPeriod('to', `${mark.to} is before the first trading day, ${opened}`);
    await refuseSales(tx, mark);
    await tx.execute(takeBackSql(mark, by));
    return { days: (await tx.execute(markSql(mark, by))).length };
  });
}

/** Takes marks back; who and when stays on record. */
export function unmarkDays(db: Db, days: UnmarkDays, { by }: Pick<Marking, 'by'>): Promise<{ days: number }> {
  return db.transaction(async (tx) => {
    await lockStores(tx, days.stores);
    return { days: (await tx.execute(takeBackSql(days, by))).length };
  });
}

const idsOf = ({ stores }: Days) => sql`(select jsonb_array_elements_text(${JSON.stringify(stores)}::text::jsonb))`;

const takeBackSql = (days: Days, by: string | null) => sql`
  update day_marks
  set removed_at = now(), removed_by = ${by}
  where removed_at is null
    and store_id in ${idsOf(days)}
    and day between ${days.from}::date and ${days.to}::date
  returning 1`;

const markSql = (mark: MarkDays, by: string | null) => sql`
  insert into day_marks (store_id, day, kind, reason, by)
  select store.id, day::date, ${mark.kind}, ${mark.reason}, ${by}
  from stores store
  cross join lateral generate_series(greatest(${mark.from}::date, store.first_day), ${mark.to}::date, '1 day') as day
  where store.id in ${idsOf(mark)}
  returning 1`;

// A lost day may be half here; one that is whole is not lost, and one with any sales was not closed.
const salesOnDaysSql = (mark: MarkDays) => sql`
  select store_id as "storeId", min(day)::text as "first", count(*)::int as "days"
  from store_days
  where dataset = ${salesDataset.name}
    and store_id in ${idsOf(mark)}
    and day between ${mark.from}::date and ${mark.to}::date
    and ${mark.kind === 'lost' ? sql`state = 'verified'` : sql`rows > 0`}
  group by store_id
  order by store_id`;

async function refuseSales(tx: Db, mark: MarkDays): Promise<void> {
  const found = [...(await tx.execute<{ storeId: string; first: string; days: number }>(salesOnDaysSql(mark)))];
  const [store] = found;
  if (!store) return;
  const { storeId, first } = store;
  const message =
    mark.kind === 'lost'
      ? `${storeId}: ${first} is verified, its sales are here. A verified day cannot be declared lost.`
      : `${storeId}: ${first} has sales in the warehouse. A day with sales cannot be declared closed.`;
  const details = found.map((line) => ({
    path: line.storeId,
    message: `${line.days} ${mark.kind === 'lost' ? 'verified days' : 'days with sales'}, the first ${line.first}`,
  }));
  throw new AppError('conflict', message, { details, params: { store: storeId, day: first, kind: mark.kind } });
}

function checkPeriod({ stores, from, to }: Days, today: string): void {
  if (to > today)
    throw badPeriod('to', `${to} is in the future: today is ${today}. Closings ahead go into the calendar`);
  const days = daysBetween(from, to) + 1;
  if (days > longestPeriodDays || days * stores.length > mostPossibleStoreDays) {
    const most = Math.min(longestPeriodDays, Math.floor(mostPossibleStoreDays / stores.length));
    throw badPeriod(
      'from',
      `the period has ${days} days, at most ${most} are marked at once: from ${addDays(to, 1 - most)}`,
    );
  }
}

function badPeriod(path: 'from' | 'to', message: string): AppError {
  return new AppError('invalid_input', `The days cannot be marked: ${message}.`, { details: [{ path, message }] });
}
