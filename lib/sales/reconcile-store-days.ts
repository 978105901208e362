import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LedgerLine } from '#lib/contract/store-day';
import { isAppError } from '#lib/errors';
import type { Logger } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { Warehouse } from '#lib/warehouse/warehouse';

const linesAtOnce = 5_000;

/**
 * The ledger says what lies in the table. What the source is known to have changed, stays. Runs
 * of the ledger may be another control plane's, and their numbers given out again here: a run that is not there, or is
 * clearly younger than the slice, is not named.
 */
const repairSql = (lines: readonly LedgerLine[]) => sql`
  insert into store_days (store_id, dataset, day, state, rows, amount, run_id, attempt, loaded_at, tried_at)
  select line."storeId", ${salesDataset.name}, line.day, line.state, line.rows, line.amount,
         run.id, case when run.id is not null then line.attempt end, line."loadedAt", line."loadedAt"
  from jsonb_to_recordset(${JSON.stringify(lines.map(slimmed))}::text::jsonb)
    as line ("storeId" text, day date, state text, rows bigint, amount numeric, "runId" bigint, attempt int, "loadedAt" timestamptz)
  left join runs run on run.id = line."runId" and run.created_at <= line."loadedAt" + interval '5 minutes'
  on conflict (store_id, dataset, day) do update
  set state = excluded.state, rows = excluded.rows, amount = excluded.amount, run_id = excluded.run_id, attempt = excluded.attempt,
      loaded_at = excluded.loaded_at, tried_at = excluded.tried_at, proof = null, error = null
  where store_days.loaded_at is null
     or date_trunc('milliseconds', store_days.loaded_at) < date_trunc('milliseconds', excluded.loaded_at)
     or (store_days.state <> 'drifted'
         and (store_days.state <> excluded.state or store_days.rows <> excluded.rows))
  returning 1`;

const slimmed = ({ figures, storeId, day, state, runId, attempt, loadedAt }: LedgerLine) => ({
  storeId,
  day,
  state,
  rows: figures.rows,
  amount: figures.amount,
  runId,
  attempt,
  loadedAt,
});

/**
 * A projection without a slice: the warehouse was put back, or is another one. A closed day whose source has sales is
 * drifted and was never loaded.
 */
const orphansSql = (known: readonly string[]) => sql`
  update store_days
  set state = 'missing', rows = 0, amount = null, proof = null, loaded_at = null
  where dataset = ${salesDataset.name}
    and state in ('verified', 'loaded', 'partial', 'drifted')
    and not (state = 'drifted' and loaded_at is null and rows = 0)
    and store_id || '/' || day not in (select jsonb_array_elements_text(${JSON.stringify(known)}::text::jsonb))
  returning 1`;

/** At boot: makes the projection say what the ledger says. A kill between the two leaves the projection behind. */
export async function reconcileStoreDays(
  db: Db,
  warehouse: Pick<Warehouse, 'ledger'>,
): Promise<{ repaired: number; lost: number }> {
  const lines = await warehouse.ledger({ dataset: salesDataset.name });
  let repaired = 0;
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    repaired += (await db.execute(repairSql(lines.slice(from, from + linesAtOnce)))).length;
  }
  const lost = (await db.execute(orphansSql(lines.map(({ storeId, day }) => `${storeId}/${day}`)))).length;
  return { repaired, lost };
}

/** A warehouse that is down does not stop the boot: what it holds is told when it is back, by the next boot or load. */
export async function repairProjection(db: Db, warehouse: Pick<Warehouse, 'ledger'>, log: Logger): Promise<void> {
  try {
    const { repaired, lost } = await reconcileStoreDays(db, warehouse);
    if (repaired + lost > 0) log.info({ repaired, lost }, 'store-days were put right from the ledger');
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.error({ err: error }, 'store-days could not be compared with the ledger');
  }
}
