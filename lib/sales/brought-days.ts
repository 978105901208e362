import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Recovered } from '#lib/contract/alert';
import { salesDataset } from '#lib/sales/sales-dataset';
import { storeDayOf } from '#lib/sales/store-day';

/** Good days among those that are named, with their rows; null when there is none. */
export function broughtDays(db: Db, keys: readonly string[]): Promise<Recovered | null> {
  const days = keys.map(storeDayOf).filter(({ day }) => day !== '');
  return sumOf(
    db,
    sql`join jsonb_to_recordset(${JSON.stringify(days)}::text::jsonb) as asked("storeId" text, "day" date)
          on asked."storeId" = known.store_id and asked."day" = known.day`,
  );
}

type Since = { storeId: string; lastDay: string | null };

/** Good days of stores after a day each, with their rows; all of them where nothing had been there. */
export function broughtSince(db: Db, stores: readonly Since[]): Promise<Recovered | null> {
  return sumOf(
    db,
    sql`join jsonb_to_recordset(${JSON.stringify(stores)}::text::jsonb) as asked("storeId" text, "lastDay" date)
          on asked."storeId" = known.store_id and (asked."lastDay" is null or known.day > asked."lastDay")`,
  );
}

async function sumOf(db: Db, chosen: SQL): Promise<Recovered | null> {
  const [sum] = await db.execute<{ days: number; rows: string; verified: boolean | null }>(sql`
    select count(*)::int                  as days,
           coalesce(sum(known.rows), 0)   as rows,
           bool_and(known.state = 'verified') as verified
    from store_days known
    ${chosen}
    where known.dataset = ${salesDataset.name}
      and known.state in ('verified', 'loaded')`);
  if (!sum || sum.days === 0) return null;
  return { days: sum.days, rows: Number(sum.rows), verified: sum.verified === true };
}
