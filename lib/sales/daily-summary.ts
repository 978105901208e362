import { desc, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { dailySummaries } from '#db/schema/sales';
import { addDays } from '#lib/contract/day';
import type { RunEnd } from '#lib/runtime/define-job';
import { salesDataset } from '#lib/sales/sales-dataset';

export type DailySummary = { day: string; total: number; successful: number; failed: number; partial: number };

/** Every active store that should have traded counts, also one that is held: its day is not there. */
const countSql = (day: string) => sql`
  select count(*)::int                                                             as "total",
         count(*) filter (where known.state = 'verified')::int                      as "successful",
         count(*) filter (where known.state in ('partial', 'loaded'))::int          as "partial"
  from stores
  left join store_days known
    on known.store_id = stores.id and known.dataset = ${salesDataset.name} and known.day = ${day}::date
  where stores.active and stores.first_day <= ${day}::date
    and coalesce(known.state, 'missing') not in ('closed', 'lost')`;

/** Keeps what the scheduled load made of its day: yesterday, counted from its slot. */
export async function keepDailySummary(tx: Db, end: RunEnd): Promise<DailySummary> {
  const day = addDays(end.today, -1);
  const [row] = await tx.execute<{ total: number; successful: number; partial: number }>(countSql(day));
  const { total = 0, successful = 0, partial = 0 } = row ?? {};
  const counts = { total, successful, partial, failed: total - successful - partial };
  await tx
    .insert(dailySummaries)
    .values({ day, runId: end.runId, ...counts })
    .onConflictDoUpdate({ target: dailySummaries.day, set: { runId: end.runId, ...counts, updatedAt: sql`now()` } });
  return { day, ...counts };
}

/** The newest one; null before the first scheduled load. */
export async function lastDailySummary(db: Db): Promise<DailySummary | null> {
  const [row] = await db.select().from(dailySummaries).orderBy(desc(dailySummaries.day)).limit(1);
  return row
    ? { day: row.day, total: row.total, successful: row.successful, failed: row.failed, partial: row.partial }
    : null;
}
