import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { storeDays } from '#db/schema/sales';
import type { Failure } from '#lib/contract/problem';
import type { Proof, StoreDayState } from '#lib/contract/store-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';

export type StoreDayRecord = StoreDay & {
  state: StoreDayState;
  rows: number;
  /** Of the rows held; null when there are none. */
  amount: string | null;
  proof: Proof | null;
  error: Failure | null;
  /** Null when nothing was loaded: the time of the last load stays. */
  loadMs: number | null;
  runId: bigint;
  attempt: number;
  loadedAt: Date | null;
};

/** A drift is known from a comparison: an attempt that failed before it compared anything does not take it back. */
const isUncompared = sql`excluded.error is not null and excluded.proof is null and excluded.state in ('verified', 'loaded')`;

const nextState = sql`case
  when ${storeDays.state} = 'drifted' and ${isUncompared} then ${storeDays.state}
  else excluded.state end`;

const isLatest = sql`${storeDays.runId} is distinct from excluded.run_id or ${storeDays.attempt} <= excluded.attempt`;

/** Writes what an attempt came to. An earlier attempt of the same run that wakes up late changes nothing. */
export async function recordStoreDay(db: Db, record: StoreDayRecord): Promise<void> {
  await db
    .insert(storeDays)
    .values({ ...record, dataset: salesDataset.name, triedAt: sql`now()` })
    .onConflictDoUpdate({
      target: [storeDays.storeId, storeDays.dataset, storeDays.day],
      set: {
        state: nextState,
        rows: sql`excluded.rows`,
        amount: sql`excluded.amount`,
        proof: sql`coalesce(excluded.proof, ${storeDays.proof})`,
        error: sql`excluded.error`,
        loadMs: sql`coalesce(excluded.load_ms, ${storeDays.loadMs})`,
        runId: sql`excluded.run_id`,
        attempt: sql`excluded.attempt`,
        loadedAt: sql`coalesce(excluded.loaded_at, ${storeDays.loadedAt})`,
        triedAt: sql`excluded.tried_at`,
      },
      setWhere: isLatest,
    });
}

export type FailedAttempt = StoreDay & { error: Failure; runId: bigint; attempt: number };

/** Writes why an attempt failed while nobody can say what is held: state and rows stay as they are. */
export async function recordFailedAttempt(db: Db, failed: FailedAttempt): Promise<void> {
  const { error, runId, attempt } = failed;
  await db
    .insert(storeDays)
    .values({ ...failed, dataset: salesDataset.name, state: 'missing', triedAt: sql`now()` })
    .onConflictDoUpdate({
      target: [storeDays.storeId, storeDays.dataset, storeDays.day],
      set: { error, runId, attempt, triedAt: sql`excluded.tried_at` },
      setWhere: isLatest,
    });
}
