import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { driftChecks } from '#db/schema/sales';
import type { Figures, LedgerLine } from '#lib/contract/store-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';
import { sameFigures } from '#lib/warehouse/same-figures';

export type Comparison = StoreDay & {
  age: number;
  runId: bigint;
  source: Figures;
  /** What lies in the warehouse; null for a day that was never loaded, such as a closed one. */
  ledger: LedgerLine | null;
};

export const noSales: Figures = { rows: 0, units: '0.0000', amount: '0.0000', tickets: 0 };

/** Of another slice than the one that was compared, nothing is known: it was loaded meanwhile. */
const isCompared = ({ storeId, day, ledger }: Comparison) => sql`
  store_id = ${storeId} and dataset = ${salesDataset.name} and day = ${day}::date
  and date_trunc('milliseconds', loaded_at) = date_trunc('milliseconds', ${ledger?.loadedAt ?? null}::timestamptz)`;

/** Keeps a comparison and what it means for the day. The warehouse stays as it is. Answers whether the source has changed. */
export function recordDrift(db: Db, comparison: Comparison): Promise<boolean> {
  const { storeId, day, age, runId, source, ledger } = comparison;
  const held = ledger?.sourceFigures ?? noSales;
  const hasChanged = !sameFigures(source, held);
  return db.transaction(async (tx) => {
    const check = { source, held, runId, checkedAt: sql`now()` };
    await tx
      .insert(driftChecks)
      .values({ storeId, day, age, ...check })
      .onConflictDoUpdate({ target: [driftChecks.storeId, driftChecks.day, driftChecks.age], set: check });
    await tx.execute(
      ledger === null ? neverLoadedSql(comparison, hasChanged) : loadedSql(comparison, ledger, hasChanged),
    );
    return hasChanged;
  });
}

const loadedSql = (comparison: Comparison, { state }: LedgerLine, hasChanged: boolean) =>
  hasChanged
    ? sql`update store_days set state = 'drifted' where ${isCompared(comparison)} and state = 'verified'`
    : sql`update store_days set state = ${state}::text where ${isCompared(comparison)} and state = 'drifted'`;

const neverLoadedSql = ({ storeId, day }: Comparison, hasSales: boolean) =>
  hasSales
    ? sql`insert into store_days (store_id, dataset, day, state) values (${storeId}, ${salesDataset.name}, ${day}, 'drifted')
          on conflict (store_id, dataset, day) do update set state = 'drifted'
          where store_days.state = 'missing'`
    : sql`update store_days set state = 'missing'
          where store_id = ${storeId} and dataset = ${salesDataset.name} and day = ${day}::date
            and state = 'drifted' and loaded_at is null`;
