import type { ColumnBatch, ColumnSpec } from '#lib/columns/batch';
import type { Figures, LedgerLine } from '#lib/contract/store-day';

/** A dataset whose slices the warehouse replaces: its table, key and columns. */
export type Dataset = {
  name: string;
  table: string;
  /** What is replaced together: one day of a store (`fecha` is among the columns), or all that is held of a store. */
  sliceBy: 'day' | 'store';
  /** The column that the table has at its end: when the row was loaded. */
  loadedAt: string;
  /** The table that keeps each slice which a later load replaced by other rows, so that it can be brought back. */
  replacedTable?: string;
  columns: readonly ColumnSpec[];
  /** Columns that make a row unique within a store. */
  key: readonly string[];
  /** Columns summed and counted for the proof. */
  units: string;
  amount: string;
  ticket: string;
};

/** `day`: the rows' business day; of a slice that is a whole store, the day on which it was taken. */
export type SliceKey = { storeId: string; day: string };

/** Who writes a slice. A later attempt of the same step, or a later step, fences an earlier one off. */
export type SliceWriter = { runId: string; stepId: string; attempt: number; source: string };

/** What the slice's own transaction counted. `arrived` is before deduplication, `stored` after it. */
export type SliceCount = { arrived: Figures; stored: Figures; duplicates: number };

/** Decides, inside the transaction, what becomes of the written slice. `keep` leaves the previous slice as it was. */
export type SliceVerdict = { keep: 'new'; state: LedgerLine['state']; sourceFigures: Figures } | { keep: 'previous' };

export type SliceReplacement = {
  dataset: Dataset;
  slice: SliceKey;
  writer: SliceWriter;
  signal: AbortSignal;
  /** Calls `append` for every batch, in order; `append` resolves when the batch may be followed by the next (back-pressure). */
  fill: (append: (batch: ColumnBatch) => Promise<void>) => Promise<void>;
  /** Asked once all has arrived and been counted, before the commit. */
  prove: (count: SliceCount, held: LedgerLine | null) => Promise<SliceVerdict>;
};

/** Brings the kept slice back in place of the one that is held, which is kept in its turn. */
export type SliceRestoration = {
  dataset: Dataset;
  slice: SliceKey;
  writer: Omit<SliceWriter, 'source'>;
  /** What was replaced before this instant is gone for good, also while it still lies there. */
  keptSince: Date;
  signal: AbortSignal;
};

/**
 * `replaced` is what lay there before; null when this step had brought the slice back already. `provedAt`: when what is
 * brought back had been loaded; its line says when it came back.
 */
export type RestoredSlice = { restored: LedgerLine; replaced: LedgerLine | null; provedAt: string };

export type SliceOutcome = { count: SliceCount; verdict: SliceVerdict; ledger: LedgerLine | null };

export type WarehouseValue = string | number | boolean | bigint | null;

export type WarehouseStatus = { ok: boolean; message: string; file: string; fileBytes: number; freeBytes: number };

/** The analytics database. Made by `warehouse/open`; everybody else receives it. */
export type Warehouse = {
  /** Rows as JSON values: decimals, 64-bit integers, dates and timestamps are strings. */
  read: (sql: string, params?: readonly WarehouseValue[]) => Promise<Record<string, unknown>[]>;
  /** Deletes, writes, proves and enters the slice in the ledger, in one transaction. */
  replaceSlice: (replacement: SliceReplacement) => Promise<SliceOutcome>;
  /** Throws `not_found` when no slice is kept, or not any more. Asked again by the same step it changes nothing. */
  restoreSlice: (restoration: SliceRestoration) => Promise<RestoredSlice>;
  /** Lets go of slices that were replaced before an instant; answers how many. */
  forgetReplaced: (dataset: Dataset, before: Date) => Promise<number>;
  ledger: (filter: { dataset: string; storeId?: string; from?: string; to?: string }) => Promise<LedgerLine[]>;
  status: () => Promise<WarehouseStatus>;
  close: () => Promise<void>;
};
