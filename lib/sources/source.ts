import type { ColumnBatch, ColumnSpec } from '#lib/columns/batch';
import type { StoreTest } from '#lib/contract/store';
import type { Figures } from '#lib/contract/store-day';

/** How one store is reached, with its password in the clear: never logged, never stored. */
export type StoreConnection = {
  id: string;
  name: string;
  host: string;
  port: number | null;
  instance: string | null;
  database: string;
  username: string;
  password: string;
  encryption: 'off' | 'on' | 'legacy';
  trustCertificate: boolean;
  query: string | null;
  controlQuery: string | null;
};

/** A half-open period of business days: from 00:00 of `from` to 00:00 of `to`. */
export type SourcePeriod = { from: string; to: string };

/** One connection of one attempt. Always closed by who opened it. */
export type SourceSession = {
  /** What the source itself counts, over the same casts as stored. */
  figures: (period: SourcePeriod) => Promise<Figures>;
  /** The independent control query's figures; null when the store has none. */
  control: (period: SourcePeriod) => Promise<Figures | null>;
  /** Every row of the period in pages by key; `take` is awaited before more is read. */
  extract: (
    period: SourcePeriod,
    take: (batch: ColumnBatch) => Promise<void>,
  ) => Promise<{ rows: number; pages: number }>;
  close: () => Promise<void>;
};

export type SourceOptions = { columns: readonly ColumnSpec[]; signal: AbortSignal };

/** What every kind of source implements. `source` names it in the ledger. */
export type Source = {
  name: string;
  open: (store: StoreConnection, options: SourceOptions) => Promise<SourceSession>;
  test: (store: StoreConnection, columns: readonly ColumnSpec[]) => Promise<StoreTest>;
};

/** The sources by name, and the connection of a store with its secret opened. */
export type Sources = {
  sqlServer: Source;
  connection: (storeId: string) => Promise<StoreConnection>;
};
