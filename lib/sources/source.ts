import type { ColumnBatch, ColumnSpec } from '#lib/columns/batch';
import type { Failure } from '#lib/contract/problem';
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
  stockQuery: string | null;
};

/** A half-open period of business days: from 00:00 of `from` to 00:00 of `to`. */
export type SourcePeriod = { from: string; to: string };

/** What the extraction tells while it goes on: after each page. */
export type SourcePage = { pages: number; rows: number; pageRows: number; pageMs: number };

export type ExtractOptions = {
  /** One answer instead of pages: nothing can fall between two pages, however the keys compare. */
  whole?: boolean;
  /** What the source counted before: pages that deliver far more run in a circle, and are ended. */
  expectedRows?: number;
  onPage?: (page: SourcePage) => void;
};

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
    options?: ExtractOptions,
  ) => Promise<{ rows: number; pages: number }>;
  close: () => Promise<void>;
};

/** What the rows are: which query delivers them, what makes one unique, what the proof counts, the day they belong to. */
export type SourceShape = {
  /** The query of the store's own, where it has one, and the one for all others. */
  query: { own: 'query' | 'stockQuery'; usual: string };
  columns: readonly ColumnSpec[];
  key: readonly [text: string] | readonly [text: string, line: string];
  /** What a message calls the parts of the key. */
  keyWords: readonly string[];
  units: string;
  amount: string;
  ticket: string;
  /** Null where the rows are of no day: what there is now. */
  day: string | null;
};

/** What a test of a store tries. */
export type TestShapes = { sales: SourceShape; stock: SourceShape };

export type SourceOptions = SourceShape & { signal: AbortSignal };

/** What one look at a store found: how long each stage took, null for those it did not get through, and why. */
export type SourceProbe = { tcpMs: number | null; loginMs: number | null; failure: Failure | null };

/** What every kind of source implements. `source` names it in the ledger. */
export type Source = {
  name: string;
  open: (store: StoreConnection, options: SourceOptions) => Promise<SourceSession>;
  test: (store: StoreConnection, shapes: TestShapes) => Promise<StoreTest>;
  /** Whether the store can be reached and lets us in; asks for none of its rows. Throws only when aborted. */
  probe: (store: StoreConnection, signal: AbortSignal) => Promise<SourceProbe>;
};

/** The sources by name, and the connection of a store with its secret opened. */
export type Sources = {
  sqlServer: Source;
  connection: (storeId: string) => Promise<StoreConnection>;
  /** Ends the threads that read; open sessions fail. */
  close: () => Promise<void>;
};
