import { addDays } from '#lib/contract/day';
import type { StockProof } from '#lib/contract/stock';
import type { Figures, LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import type { RunLog } from '#lib/runtime/define-job';
import { faultPoint } from '#lib/runtime/fault-point';
import type { Source, SourceSession, StoreConnection } from '#lib/sources/source';
import { snapshotText } from '#lib/stock/snapshot-text';
import { stockDataset } from '#lib/stock/stock-dataset';
import { stockShape } from '#lib/stock/stock-shape';
import { sameFigures } from '#lib/warehouse/same-figures';
import type { SliceCount, SliceVerdict, SliceWriter, Warehouse } from '#lib/warehouse/warehouse';

export type SnapshotLoad = {
  source: Source;
  store: StoreConnection;
  warehouse: Warehouse;
  /** The business day on which the snapshot is taken, in the store's zone. */
  day: string;
  writer: Omit<SliceWriter, 'source'>;
  signal: AbortSignal;
  /** Called right before the snapshot becomes final. */
  fence: () => Promise<void>;
  log: RunLog;
  progress: (done: number, total: number | null, unit: string) => void;
};

/** What a load came to. `ledger` is what is held now; `failure` is thrown by the caller once it is on record. */
export type SnapshotOutcome = {
  ledger: LedgerLine | null;
  proof: StockProof | null;
  pages: number;
  failure: AppError | null;
};

/**
 * Asks the store, takes its whole stock, asks again. The till goes on selling meanwhile: a snapshot is verified when it
 * is exactly what the store had before or after; else it is taken once more in one answer, and kept as `partial` only
 * where nothing better is held.
 */
export async function loadSnapshot(load: SnapshotLoad): Promise<SnapshotOutcome> {
  faultPoint('source-before-connect');
  const session = await load.source.open(load.store, { ...stockShape, signal: load.signal });
  try {
    faultPoint('source-after-login');
    return await proveSnapshot(load, session);
  } finally {
    await session.close();
  }
}

async function proveSnapshot(load: SnapshotLoad, session: SourceSession): Promise<SnapshotOutcome> {
  const before = await session.figures(dayOf(load));
  faultPoint('source-after-count');
  if (before.rows === 0) return { ledger: null, proof: null, pages: 0, failure: noStock(load) };
  load.log('info', `The store has ${snapshotText(before)}.`, { code: 'stock.source', params: before });
  const first = await readSnapshot(load, session, { before, isLast: false });
  if (first.isKept) return first;
  load.log('warning', 'What arrived is not what the store had before or after: it is read once more, in one answer.', {
    code: 'stock.read_again',
  });
  return await readSnapshot(load, session, { before: first.proof?.after ?? before, isLast: true });
}

function noStock({ store }: SnapshotLoad): AppError {
  return new AppError('source_unavailable', `${store.name}: the source has no stock`, {
    params: { why: 'no_stock', store: store.id },
  });
}

/** `@desde` and `@hasta` of the query, for those that ask for them. */
const dayOf = ({ day }: SnapshotLoad) => ({ from: day, to: addDays(day, 1) });

type Reading = { before: Figures; isLast: boolean };
type Judgement = { proof: StockProof | null; failure: AppError | null };

/** One reading into the store's slice. `isKept`: what arrived is what is held from now on. */
async function readSnapshot(
  load: SnapshotLoad,
  session: SourceSession,
  reading: Reading,
): Promise<SnapshotOutcome & { isKept: boolean }> {
  const { warehouse, store, day, writer, source } = load;
  const judged: Judgement = { proof: null, failure: null };
  let pages = 0;
  const { ledger, verdict } = await warehouse.replaceSlice({
    dataset: stockDataset,
    slice: { storeId: store.id, day },
    writer: { ...writer, source: source.name },
    signal: load.signal,
    fill: async (append) => {
      const options = { whole: reading.isLast, expectedRows: reading.before.rows };
      const read = await session.extract(dayOf(load), follow(load, reading.before, append), options);
      pages = read.pages;
      faultPoint('source-after-extract');
    },
    prove: (count, held) => judge(load, session, { ...reading, count, held, judged }),
  });
  return { ...judged, ledger, pages, isKept: verdict.keep === 'new' };
}

type Append = Parameters<SourceSession['extract']>[1];

/** Passes batches on and says how far the snapshot is. */
function follow({ progress }: SnapshotLoad, before: Figures, append: Append): Append {
  let rows = 0;
  return async (batch) => {
    faultPoint('source-before-page');
    await append(batch);
    rows += batch.rows;
    progress(rows, before.rows, 'rows');
    faultPoint('source-after-page');
  };
}

type Evidence = Reading & { count: SliceCount; held: LedgerLine | null; judged: Judgement };

async function judge(load: SnapshotLoad, session: SourceSession, evidence: Evidence): Promise<SliceVerdict> {
  const { before, count, isLast, judged } = evidence;
  const after = await session.figures(dayOf(load));
  const matched = sameFigures(count.arrived, after) ? 'after' : sameFigures(count.arrived, before) ? 'before' : null;
  judged.proof = { before, after, ...count, matched, provedAt: new Date().toISOString() };
  if (!sameFigures(before, after)) {
    load.log('info', `The till sold while the stock was read: now ${snapshotText(after)}.`, {
      code: 'stock.source_changed',
      params: after,
    });
  }
  if (matched !== null) {
    await load.fence();
    return { keep: 'new', state: 'verified', sourceFigures: matched === 'after' ? after : before };
  }
  return isLast ? await keepBetter(load, evidence, after) : { keep: 'previous' };
}

/** A snapshot that is not proved replaces only one that is neither proved nor larger. */
async function keepBetter(
  load: SnapshotLoad,
  { count, held, judged }: Evidence,
  after: Figures,
): Promise<SliceVerdict> {
  judged.failure = mismatch(load, count.arrived, after);
  const isBetter = held === null || (held.state !== 'verified' && held.figures.rows <= count.stored.rows);
  if (!isBetter) return { keep: 'previous' };
  await load.fence();
  return { keep: 'new', state: 'partial', sourceFigures: after };
}

function mismatch({ store }: SnapshotLoad, arrived: Figures, after: Figures): AppError {
  const message = `${store.name}: the stock is not proved. ${snapshotText(arrived)} arrived, the store says ${snapshotText(after)}`;
  return new AppError('proof_mismatch', message, {
    params: {
      store: store.id,
      arrivedRows: arrived.rows,
      sourceRows: after.rows,
      arrivedAmount: arrived.amount,
      sourceAmount: after.amount,
    },
  });
}
