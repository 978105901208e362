import { and, eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { storeDays } from '#db/schema/sales';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';

/** What the projection holds of a store-day; null before anything came of it. */
export async function recordedDay(db: Db, { storeId, day }: StoreDay) {
  const [row] = await db
    .select({ state: storeDays.state, rows: storeDays.rows, amount: storeDays.amount, loadedAt: storeDays.loadedAt })
    .from(storeDays)
    .where(and(eq(storeDays.dataset, salesDataset.name), eq(storeDays.storeId, storeId), eq(storeDays.day, day)));
  return row ?? null;
}
