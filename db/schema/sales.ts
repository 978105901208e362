import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Failure } from '#lib/contract/problem';
import type { Proof, StoreDayState } from '#lib/contract/store-day';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The warehouse ledger's projection, for gaps and the matrix: written when a step ends, reconciled at boot.
 * A store-day without a row was never tried: it is missing when due.
 */
export const storeDays = pgTable(
  'store_days',
  {
    storeId: text('store_id').notNull(),
    dataset: text('dataset').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    state: text('state').$type<StoreDayState>().notNull(),
    /** Rows held in the warehouse. */
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    proof: jsonb('proof').$type<Proof>(),
    /** Why the last attempt failed; null after a good one. */
    error: jsonb('error').$type<Failure>(),
    /** Duration of the last load, for estimates. */
    loadMs: integer('load_ms'),
    runId: bigint('run_id', { mode: 'bigint' }),
    attempt: integer('attempt'),
    loadedAt: instant('loaded_at'),
    triedAt: instant('tried_at'),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.dataset, table.day] }),
    index('store_days_by_day').on(table.dataset, table.day),
    // All that the gaps count, so that they never touch the rows with their proofs.
    index('store_days_gaps').on(table.dataset, table.storeId, table.day, table.state, table.rows, table.loadMs),
    index('store_days_failed').on(table.dataset, table.storeId, table.triedAt).where(sql`error is not null`),
  ],
);

/** What became of the scheduled load of a day: the last summary that pages and the published status show. */
export const dailySummaries = pgTable('daily_summaries', {
  day: date('day', { mode: 'string' }).primaryKey(),
  runId: bigint('run_id', { mode: 'bigint' }).notNull(),
  total: integer('total').notNull(),
  successful: integer('successful').notNull(),
  failed: integer('failed').notNull(),
  partial: integer('partial').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
