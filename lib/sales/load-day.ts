import { addDays } from '#lib/contract/day';
import type { Figures, LedgerLine, Proof } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import type { RunLog } from '#lib/runtime/define-job';
import { faultPoint } from '#lib/runtime/fault-point';
import { figuresText } from '#lib/sales/figures';
import { salesDataset } from '#lib/sales/sales-dataset';
import { salesShape } from '#lib/sales/sales-shape';
import type { StoreDay } from '#lib/sales/store-day';
import type { Source, SourcePage, SourceSession, StoreConnection } from '#lib/sources/source';
import { sameFigures } from '#lib/warehouse/same-figures';
import type { SliceCount, SliceVerdict, SliceWriter, Warehouse } from '#lib/warehouse/warehouse';

export type DayLoad = {
  source: Source;
  store: StoreConnection;
  warehouse: Warehouse;
  slice: StoreDay;
  writer: Omit<SliceWriter, 'source'>;
  signal: AbortSignal;
  /** Whether the business day has ended in the store's zone, asked when the source is. */
  isDayOver: () => boolean;
  /** Called right before the slice becomes final. */
  fence: () => Promise<void>;
  log: RunLog;
  progress: (done: number, total: number | null, unit: string) => void;
};

/** What a load came to. `failure` is thrown by the caller once the store-day is on record. */
export type DayOutcome = {
  state: LedgerLine['state'] | 'missing';
  proof: Proof | null;
  ledger: LedgerLine | null;
  pages: number;
  failure: AppError | null;
};

/** Asks the source, loads the day, asks again, and keeps what is proved; see docs/architecture.md. */
export async function loadDay(load: DayLoad): Promise<DayOutcome> {
  faultPoint('source-before-connect');
  const session = await load.source.open(load.store, { ...salesShape, signal: load.signal });
  try {
    faultPoint('source-after-login');
    return await proveDay(load, session);
  } finally {
    await session.close();
  }
}

async function proveDay(load: DayLoad, session: SourceSession): Promise<DayOutcome> {
  const before = await session.figures(periodOf(load.slice));
  faultPoint('source-after-count');
  if (before.rows === 0) return noSales(load);
  load.log('info', `The source has ${figuresText(before)}.`, { code: 'sales.source', params: before });
  const first = await readDay(load, session, { before, isLast: false });
  if (first.verdict.keep === 'new' || first.failure) return first;
  load.log('warning', 'What arrived is not what the source has: the day is read once more.', {
    code: 'sales.read_again',
  });
  return await readDay(load, session, { before, isLast: true });
}

function noSales({ store, slice }: DayLoad): DayOutcome {
  const failure = new AppError('source_unavailable', `${store.name}: the source has no sales of ${slice.day}`, {
    params: { why: 'no_sales', store: store.id, day: slice.day },
  });
  return { state: 'missing', proof: null, ledger: null, pages: 0, failure };
}

const periodOf = ({ day }: StoreDay) => ({ from: day, to: addDays(day, 1) });

type Reading = { before: Figures; isLast: boolean };
type ReadOutcome = DayOutcome & { verdict: SliceVerdict };

/** One reading into the slice. The last one takes the rows in one answer, so that none can fall between two pages. */
async function readDay(load: DayLoad, session: SourceSession, { before, isLast }: Reading): Promise<ReadOutcome> {
  const { warehouse, slice, writer, source } = load;
  const judged: Judgement = { proof: null, failure: null };
  let pages = 0;
  const outcome = await warehouse.replaceSlice({
    dataset: salesDataset,
    slice,
    writer: { ...writer, source: source.name },
    signal: load.signal,
    fill: async (append) => {
      const read = await session.extract(periodOf(slice), follow(load, before, append), {
        whole: isLast,
        expectedRows: before.rows,
        onPage: pageLog(load),
      });
      pages = read.pages;
      faultPoint('source-after-extract');
    },
    prove: (count, held) => judge(load, session, { before, count, held, isLast, judged }),
  });
  const { proof, failure } = judged;
  return {
    state: outcome.ledger?.state ?? 'missing',
    proof,
    ledger: outcome.ledger,
    pages,
    failure,
    verdict: outcome.verdict,
  };
}

type Append = (batch: Parameters<Parameters<SourceSession['extract']>[1]>[0]) => Promise<void>;

/** Passes batches on and says how far the day is. */
function follow({ progress }: DayLoad, before: Figures, append: Append): Append {
  let rows = 0;
  return async (batch) => {
    faultPoint('source-before-page');
    await append(batch);
    rows += batch.rows;
    progress(rows, before.rows, 'rows');
    faultPoint('source-after-page');
  };
}

const pageLogMs = 2_000;

/** A line for the first page, then at most one in two seconds. */
function pageLog({ log }: DayLoad): (page: SourcePage) => void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  return (page) => {
    if (performance.now() - loggedAt < pageLogMs) return;
    loggedAt = performance.now();
    const params = { page: page.pages, rows: page.rows, pageMs: Math.round(page.pageMs) };
    log('debug', `Page ${page.pages}: ${page.rows} rows so far.`, { code: 'sales.page', params });
  };
}

type Judgement = { proof: Proof | null; failure: AppError | null };
type Evidence = { before: Figures; count: SliceCount; held: LedgerLine | null; isLast: boolean; judged: Judgement };

/** Decides what becomes of the slice: whole, read again, or the better of two that are not whole. */
async function judge(load: DayLoad, session: SourceSession, evidence: Evidence): Promise<SliceVerdict> {
  const { before, count, isLast, judged } = evidence;
  const dayOver = load.isDayOver();
  const after = await session.figures(periodOf(load.slice));
  const proof: Proof = { before, after, ...count, dayOver, provedAt: new Date().toISOString() };
  judged.proof = proof;
  if (!sameFigures(before, after)) {
    load.log('warning', `The source changed while it was read: now ${figuresText(after)}.`, {
      code: 'sales.source_changed',
      params: after,
    });
  }
  if (!sameFigures(count.arrived, after)) {
    return isLast ? keepBetter(load, evidence, mismatch(load, proof, after)) : { keep: 'previous' };
  }
  // While the store sells, the two questions are asked of two different moments.
  const control = dayOver ? await session.control(periodOf(load.slice)) : null;
  if (control !== null && !sameFigures(control, after))
    return keepBetter(load, evidence, mismatch(load, proof, control));
  await load.fence();
  return { keep: 'new', state: dayOver ? 'verified' : 'loaded', sourceFigures: after };
}

function mismatch({ store, slice }: DayLoad, { arrived, after }: Proof, expected: Figures): AppError {
  const asker = expected === after ? 'the source says' : 'the control query says';
  const message = `${store.name}: ${slice.day} is not whole. ${figuresText(arrived)} arrived, ${asker} ${figuresText(expected)}`;
  return new AppError('proof_mismatch', message, {
    params: {
      store: store.id,
      day: slice.day,
      arrivedRows: arrived.rows,
      sourceRows: expected.rows,
      arrivedAmount: arrived.amount,
      sourceAmount: expected.amount,
    },
  });
}

/** A slice that is not whole replaces only one that is neither verified nor larger. */
async function keepBetter(load: DayLoad, { count, held, judged }: Evidence, failure: AppError): Promise<SliceVerdict> {
  judged.failure = failure;
  const isBetter = held === null || (held.state !== 'verified' && held.figures.rows <= count.stored.rows);
  if (!isBetter || judged.proof === null) return { keep: 'previous' };
  await load.fence();
  return { keep: 'new', state: 'partial', sourceFigures: judged.proof.after };
}
