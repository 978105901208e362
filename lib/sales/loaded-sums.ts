import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { salesDataset } from '#lib/sales/sales-dataset';

/** What a store has in the warehouse, and how long its loads took. */
export type LoadedSums = { rows: number; firstSaleOn: string | null; loads: number; loadMs: number };

const sumsSql = sql`
  select store_id                     as "storeId",
         sum(rows)::float8            as rows,
         min(first_sale_on)::text     as "firstSaleOn",
         sum(loads)::int              as loads,
         sum(load_ms)::float8         as "loadMs"
  from store_day_chunks
  where dataset = ${salesDataset.name}
  group by store_id`;

export async function loadedSums(db: Db): Promise<Map<string, LoadedSums>> {
  const rows = await db.execute<LoadedSums & { storeId: string }>(sumsSql);
  return new Map(rows.map((row) => [row.storeId, row]));
}
