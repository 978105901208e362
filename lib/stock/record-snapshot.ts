import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stockSnapshots } from '#db/schema/stock';
import type { Failure } from '#lib/contract/problem';
import type { StockProof } from '#lib/contract/stock';
import type { LedgerLine } from '#lib/contract/store-day';

export type SnapshotRecord = {
  storeId: string;
  /** What is held now; null when nothing is. */
  ledger: LedgerLine | null;
  proof: StockProof | null;
  error: Failure | null;
  /** Null when nothing was loaded: the time of the last load stays. */
  loadMs: number | null;
  runId: bigint;
  attempt: number;
};

const isLatest = sql`${stockSnapshots.runId} is distinct from excluded.run_id or ${stockSnapshots.attempt} <= excluded.attempt`;

/** Writes what an attempt came to. An earlier attempt of the same run that wakes up late changes nothing. */
export async function recordSnapshot(db: Db, { ledger, ...record }: SnapshotRecord): Promise<void> {
  await db
    .insert(stockSnapshots)
    .values({ ...record, ...heldOf(ledger), triedAt: sql`now()` })
    .onConflictDoUpdate({
      target: stockSnapshots.storeId,
      set: {
        state: sql`excluded.state`,
        rows: sql`excluded.rows`,
        units: sql`excluded.units`,
        value: sql`excluded.value`,
        takenAt: sql`excluded.taken_at`,
        verifiedAt: sql`coalesce(excluded.verified_at, ${stockSnapshots.verifiedAt})`,
        proof: sql`coalesce(excluded.proof, ${stockSnapshots.proof})`,
        error: sql`excluded.error`,
        loadMs: sql`coalesce(excluded.load_ms, ${stockSnapshots.loadMs})`,
        runId: sql`excluded.run_id`,
        attempt: sql`excluded.attempt`,
        triedAt: sql`excluded.tried_at`,
      },
      setWhere: isLatest,
    });
}

/** A snapshot is proved or it is partial; what else a slice may be is of days. */
function heldOf(ledger: LedgerLine | null) {
  if (ledger === null) return { state: 'missing' as const, rows: 0, units: null, value: null, takenAt: null };
  const { figures, state, loadedAt } = ledger;
  const isVerified = state === 'verified';
  const takenAt = new Date(loadedAt);
  return {
    state: isVerified ? ('verified' as const) : ('partial' as const),
    rows: figures.rows,
    units: figures.units,
    value: figures.amount,
    takenAt,
    verifiedAt: isVerified ? takenAt : null,
  };
}

export type FailedSnapshot = { storeId: string; error: Failure; runId: bigint; attempt: number };

/** Writes why an attempt failed while nobody can say what is held: all else stays as it is. */
export async function recordFailedSnapshot(db: Db, failed: FailedSnapshot): Promise<void> {
  const { error, runId, attempt } = failed;
  await db
    .insert(stockSnapshots)
    .values({ ...failed, state: 'missing', triedAt: sql`now()` })
    .onConflictDoUpdate({
      target: stockSnapshots.storeId,
      set: { error, runId, attempt, triedAt: sql`excluded.tried_at` },
      setWhere: isLatest,
    });
}
