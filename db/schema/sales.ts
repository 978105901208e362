import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { stores } from '#db/schema/stores';
import type { Failure } from '#lib/contract/problem';
import type { Figures, Proof, StoreDayState } from '#lib/contract/store-day';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** Facts about a store that go with it. */
const storeId = () =>
  text('store_id')
    .notNull()
    .references(() => stores.id, { onDelete: 'cascade' });

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
    /** Their amount; null while nothing is held. */
    amount: numeric('amount'),
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
    // All that the chunks sum up, so that they never touch the rows with their proofs.
    index('store_days_gaps').on(table.dataset, table.storeId, table.day, table.state, table.rows, table.loadMs),
    // The last loads of a store with all that throughput and trends ask of them, so that they never touch the rows.
    index('store_days_loaded')
      .on(table.dataset, table.storeId, table.loadedAt.desc(), table.rows, table.loadMs)
      .where(sql`load_ms is not null`),
    index('store_days_failed').on(table.dataset, table.storeId, table.triedAt).where(sql`error is not null`),
  ],
);

/**
 * `store_days` by 32 days of a store, a bit each (sales/day-bits): three years of 200 stores are read in milliseconds. Kept
 * by a trigger on `store_days` (migration store_day_chunks), so that no writer can forget it.
 */
export const storeDayChunks = pgTable(
  'store_day_chunks',
  {
    storeId: text('store_id').notNull(),
    dataset: text('dataset').notNull(),
    /** (day − 2000-01-01) / 32 */
    chunk: integer('chunk').notNull(),
    verified: integer('verified').notNull().default(0),
    loaded: integer('loaded').notNull().default(0),
    partial: integer('partial').notNull().default(0),
    drifted: integer('drifted').notNull().default(0),
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    firstSaleOn: date('first_sale_on', { mode: 'string' }),
    loadMs: bigint('load_ms', { mode: 'number' }).notNull().default(0),
    /** Days whose duration is in `loadMs`. */
    loads: integer('loads').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.dataset, table.storeId, table.chunk] })],
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

/** What people declared about days. A mark that was taken back, or replaced, stays on record. */
export const dayMarks = pgTable(
  'day_marks',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    storeId: storeId(),
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind').$type<'closed' | 'lost'>().notNull(),
    reason: text('reason').notNull(),
    by: text('by'),
    at: instant('at').notNull().defaultNow(),
    removedBy: text('removed_by'),
    removedAt: instant('removed_at'),
  },
  (table) => [uniqueIndex('day_marks_in_force').on(table.storeId, table.day).where(sql`removed_at is null`)],
);

/** Weekdays on which a store never trades, 1 is Monday. */
export const storeCalendars = pgTable('store_calendars', {
  storeId: storeId().primaryKey(),
  closedWeekdays: smallint('closed_weekdays').array().notNull(),
});

/** Single days that differ from a store's week, or from the company's holidays. */
export const storeCalendarDays = pgTable(
  'store_calendar_days',
  {
    storeId: storeId(),
    day: date('day', { mode: 'string' }).notNull(),
    open: boolean('open').notNull(),
    name: text('name'),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.day] })],
);

/** Days on which no store trades. */
export const companyHolidays = pgTable('company_holidays', {
  day: date('day', { mode: 'string' }).primaryKey(),
  name: text('name').notNull(),
});

/** Later comparisons of days with their source. `age`: days that had passed since the business day. */
export const driftChecks = pgTable(
  'drift_checks',
  {
    storeId: storeId(),
    day: date('day', { mode: 'string' }).notNull(),
    age: integer('age').notNull(),
    checkedAt: instant('checked_at').notNull().defaultNow(),
    source: jsonb('source').$type<Figures>().notNull(),
    /** What the source had when the held slice was loaded. */
    held: jsonb('held').$type<Figures>().notNull(),
    runId: bigint('run_id', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.day, table.age] })],
);
