import { bigint, integer, jsonb, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { stores } from '#db/schema/stores';
import type { Failure } from '#lib/contract/problem';
import type { SnapshotState, StockProof } from '#lib/contract/stock';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The warehouse ledger's projection of what each store has on its shelves, for freshness: written when a step ends,
 * reconciled at boot. A store without a row was never tried.
 */
export const stockSnapshots = pgTable('stock_snapshots', {
  storeId: text('store_id')
    .primaryKey()
    .references(() => stores.id, { onDelete: 'cascade' }),
  state: text('state').$type<SnapshotState>().notNull(),
  /** Products held, their units and their value at cost; null while nothing is held. */
  rows: bigint('rows', { mode: 'number' }).notNull().default(0),
  units: numeric('units'),
  value: numeric('value'),
  /** When the snapshot that is held was taken; null while nothing is held. */
  takenAt: instant('taken_at'),
  /** When one was last proved whole. */
  verifiedAt: instant('verified_at'),
  /** Of the last attempt that compared anything. */
  proof: jsonb('proof').$type<StockProof>(),
  /** Why the last attempt failed; null after a good one. */
  error: jsonb('error').$type<Failure>(),
  /** Duration of the last load that succeeded. */
  loadMs: integer('load_ms'),
  runId: bigint('run_id', { mode: 'bigint' }),
  attempt: integer('attempt'),
  triedAt: instant('tried_at'),
});
