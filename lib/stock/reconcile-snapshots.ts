import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LedgerLine } from '#lib/contract/store-day';
import { isAppError } from '#lib/errors';
import type { Logger } from '#lib/log';
import { stockDataset } from '#lib/stock/stock-dataset';
import type { Warehouse } from '#lib/warehouse/warehouse';

/** Runs of the ledger may be another control plane's: one that is not there, or is clearly younger, is not named. */
const repairSql = (lines: readonly LedgerLine[]) => sql`
  insert into stock_snapshots (store_id, state, rows, units, value, taken_at, verified_at, run_id, attempt, tried_at)
  select line."storeId", line.state, line.rows, line.units, line.value, line."takenAt",
         case when line.state = 'verified' then line."takenAt" end,
         run.id, case when run.id is not null then line.attempt end, line."takenAt"
  from jsonb_to_recordset(${JSON.stringify(lines.map(slimmed))}::text::jsonb)
    as line ("storeId" text, state text, rows bigint, units numeric, value numeric, "runId" bigint, attempt int, "takenAt" timestamptz)
  join stores on stores.id = line."storeId"
  left join runs run on run.id = line."runId" and run.created_at <= line."takenAt" + interval '5 minutes'
  on conflict (store_id) do update
  set state = excluded.state, rows = excluded.rows, units = excluded.units, value = excluded.value,
      taken_at = excluded.taken_at, verified_at = coalesce(excluded.verified_at, stock_snapshots.verified_at),
      run_id = excluded.run_id, attempt = excluded.attempt, tried_at = excluded.tried_at, proof = null, error = null
  where stock_snapshots.taken_at is null
     or date_trunc('milliseconds', stock_snapshots.taken_at) <> date_trunc('milliseconds', excluded.taken_at)
     or stock_snapshots.state <> excluded.state
     or stock_snapshots.rows <> excluded.rows
  returning 1`;

const slimmed = ({ storeId, state, figures, runId, attempt, loadedAt }: LedgerLine) => ({
  ...{ storeId, state, rows: figures.rows, units: figures.units, value: figures.amount },
  ...{ runId, attempt, takenAt: loadedAt },
});

/** A projection without a slice: the warehouse was put back, or is another one. */
const orphansSql = (known: readonly string[]) => sql`
  update stock_snapshots
  set state = 'missing', rows = 0, units = null, value = null, taken_at = null, verified_at = null, proof = null
  where state <> 'missing'
    and store_id not in (select jsonb_array_elements_text(${JSON.stringify(known)}::text::jsonb))
  returning 1`;

/** At boot: makes the projection say what the ledger says. A kill between the two leaves the projection behind. */
export async function reconcileSnapshots(
  db: Db,
  warehouse: Pick<Warehouse, 'ledger'>,
): Promise<{ repaired: number; lost: number }> {
  const lines = await warehouse.ledger({ dataset: stockDataset.name });
  const repaired = (await db.execute(repairSql(lines))).length;
  const lost = (await db.execute(orphansSql(lines.map(({ storeId }) => storeId)))).length;
  return { repaired, lost };
}

/** A warehouse that is down does not stop the boot: what it holds is told by the next boot or load. */
export async function repairSnapshots(db: Db, warehouse: Pick<Warehouse, 'ledger'>, log: Logger): Promise<void> {
  try {
    const { repaired, lost } = await reconcileSnapshots(db, warehouse);
    if (repaired + lost > 0) log.info({ repaired, lost }, 'snapshots of stock were put right from the ledger');
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.error({ err: error }, 'snapshots of stock could not be compared with the ledger');
  }
}
