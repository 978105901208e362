import type { ColumnBatch } from '#lib/columns/batch';
import type { ProblemCode } from '#lib/contract/problem';
import type { LedgerLine } from '#lib/contract/store-day';
import type { ErrorParams } from '#lib/errors';
import type {
  Dataset,
  RestoredSlice,
  SliceCount,
  SliceKey,
  SliceVerdict,
  SliceWriter,
  WarehouseValue,
} from '#lib/warehouse/warehouse';

export type OpenSettings = {
  file: string;
  datasets: readonly Dataset[];
  memoryMb: number;
  threads: number;
  /** Statements that may occupy Node's thread pool at the same time; the rest of it is left to the program. */
  poolThreads: number;
  /** A slice is refused when fewer bytes than this would stay free. */
  reserveBytes: number;
  /** A checkpoint is made in the pause after slices when the log is larger than this. */
  checkpointBytes: number;
  fault: string | undefined;
};

export type LedgerFilter = { dataset: string; storeId?: string; from?: string; to?: string };

export type SliceStart = {
  sliceId: number;
  dataset: string;
  slice: SliceKey;
  writer: SliceWriter;
  /** Another writer had the slice while this one waited for its turn. */
  hasWaited: boolean;
};

export type RestoreAsk = {
  dataset: string;
  slice: SliceKey;
  writer: Omit<SliceWriter, 'source'>;
  /** ISO instant. */
  keptSince: string;
};

/** What the main thread asks of the thread that owns DuckDB, and what each question is answered with. */
export type Verbs = {
  open: { ask: OpenSettings; answer: null };
  read: {
    ask: { sql: string; params: readonly WarehouseValue[]; timeoutMs: number };
    answer: Record<string, unknown>[];
  };
  ledger: { ask: LedgerFilter; answer: string[] };
  beginSlice: { ask: SliceStart; answer: null };
  appendBatch: { ask: { sliceId: number; batch: ColumnBatch }; answer: null };
  finishSlice: { ask: { sliceId: number }; answer: { count: SliceCount; held: LedgerLine | null } };
  commitSlice: { ask: { sliceId: number; verdict: SliceVerdict }; answer: LedgerLine | null };
  restoreSlice: { ask: RestoreAsk; answer: RestoredSlice };
  forgetReplaced: { ask: { dataset: string; before: string }; answer: number };
  dropSlice: { ask: { sliceId: number }; answer: null };
  close: { ask: null; answer: null };
};

export type Verb = keyof Verbs;

export type Question = { [V in Verb]: { id: number; verb: V; ask: Verbs[V]['ask'] } }[Verb];

/** An error as it crosses threads: `code` null is a bug, which keeps its stack. */
export type SentError = { code: ProblemCode | null; message: string; params: ErrorParams; stack: string | undefined };

/** `warning`: a checkpoint failed. `fatal`: DuckDB gave this instance up, the thread ends after it. */
export type Reply =
  | { id: number; value: unknown }
  | { id: number; error: SentError }
  | { warning: SentError }
  | { fatal: SentError };
