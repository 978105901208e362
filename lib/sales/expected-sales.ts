import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';

/** Of the last 8 same weekdays that are verified, no further back than half a year. */
const weekdaysSql = (day: string) => sql`
  select known.day, known.rows, known.amount
  from generate_series(${day}::date - 182, ${day}::date - 7, '7 days') as same (day)
  join store_days known
    on known.store_id = store.id and known.dataset = ${salesDataset.name} and known.day = same.day::date
  where known.state = 'verified' and known.amount is not null
  order by same.day desc
  limit 8`;

/** Exact: the mean of the two in the middle, which are one when the days are odd. */
const medianOf = (column: 'rows' | 'amount') => {
  const values = sql.raw(`${column}::numeric`);
  return sql`(percentile_disc(0.5) within group (order by ${values})
    + percentile_disc(0.5) within group (order by ${values} desc)) / 2`;
};

const usualSql = ({ storeId, day }: StoreDay) => sql`
  select round(${medianOf('rows')})::float8 as rows,
         round(${medianOf('amount')}, 4)::text as amount,
         json_agg(day order by day) as days
  from (select ${storeId}::text as id) store
  cross join lateral (${weekdaysSql(day)}) as usual
  having count(*) > 0`;

/** What such a weekday usually has at the store, and the days that say so; null without one. */
export type UsualDay = NonNullable<StoreDayDetail['expected']> & { days: string[] };

export async function usualDay(db: Db, storeDay: StoreDay): Promise<UsualDay | null> {
  const [usual = null] = await db.execute<UsualDay>(usualSql(storeDay));
  return usual;
}

const shareSql = (stores: readonly string[], day: string) => sql`
  select (sum(least(greatest(coalesce(held.amount, 0), 0), usual.amount)) / nullif(sum(usual.amount), 0))::float8 as share
  from jsonb_array_elements_text(${JSON.stringify(stores)}::text::jsonb) as store (id)
  cross join lateral (
    select ${medianOf('amount')} as amount
    from (${weekdaysSql(day)}) as days
  ) as usual
  left join store_days held
    on held.store_id = store.id and held.dataset = ${salesDataset.name} and held.day = ${day}::date
  where usual.amount > 0`;

/** How much of what these stores usually sell on such a day is here, 0 to 1; null when none has a usual day. */
export async function expectedSalesShare(db: Db, stores: readonly string[], day: string): Promise<number | null> {
  const [row] = await db.execute<{ share: number | null }>(shareSql(stores, day));
  return row?.share ?? null;
}
