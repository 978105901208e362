import type { ColumnBatch } from '#lib/columns/batch';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { faultPoint } from '#lib/runtime/fault-point';
import type { SliceCount, SliceVerdict } from '#lib/warehouse/warehouse';
import { checkBatch } from '#lib/warehouse/worker/check-batch';
import { createKeyOrder, type KeyOrder } from '#lib/warehouse/worker/key-order';
import { createRowQueue, type RowQueue, rowGroupRows } from '#lib/warehouse/worker/row-window';
import {
  assertSpace,
  beginTransaction,
  commitTransaction,
  countArrived,
  endTransaction,
  insertWindow,
  interruptUntil,
  type SliceTask,
  type SliceTransaction,
} from '#lib/warehouse/worker/slice-transaction';
import type { Storage } from '#lib/warehouse/worker/storage';

/** One slice being replaced: batches come in and are written a window at a time, all in one transaction. */
export type SliceSession = {
  storage: Storage;
  task: SliceTask;
  /** How many row groups of this slice may lie in memory, and be written by one statement. */
  units: () => number;
  queue: RowQueue;
  keyOrder: KeyOrder;
  rowsArrived: number;
  transaction: SliceTransaction | null;
  /** The window being written. */
  writing: Promise<void> | null;
  linger: NodeJS.Timeout | undefined;
  /** All that was asked of this session so far. */
  work: Promise<unknown>;
  failure: unknown;
  isDropped: boolean;
  count: SliceCount | null;
};

// Held rows again as much, for the delete's and the insert's share of file and log.
const bytesPerRow = 400;

// A fast source has filled the second row group by then; a slow one loses nothing.
const lingerMs = 20;

export async function openSession(storage: Storage, task: SliceTask, units: () => number): Promise<SliceSession> {
  await assertSpace(storage, (task.held?.figures.rows ?? 0) * bytesPerRow);
  faultPoint('slice-begun');
  return {
    storage,
    task,
    units,
    queue: createRowQueue(),
    keyOrder: createKeyOrder(task.dataset),
    rowsArrived: 0,
    transaction: null,
    writing: null,
    linger: undefined,
    work: Promise.resolve(),
    failure: null,
    isDropped: false,
    count: null,
  };
}

/** Resolves when the next batch may come: the rows in memory are bounded. */
export function appendBatch(session: SliceSession, batch: ColumnBatch): Promise<void> {
  return inTurn(session, async () => {
    const { task, queue, units } = session;
    checkBatch({ ...task, batch, rowsBefore: session.rowsArrived });
    session.rowsArrived += batch.rows;
    session.keyOrder.follow(batch);
    queue.push(batch);
    writeNext(session);
    while (queue.rows() >= units() * rowGroupRows && session.writing) await session.writing;
    assertUsable(session);
  });
}

/** Writes what is left, counts what arrived and collapses identical rows. */
export function finishSession(session: SliceSession): Promise<{ count: SliceCount; held: LedgerLine | null }> {
  return inTurn(session, async () => {
    while (session.writing || session.queue.rows() > 0) {
      assertUsable(session);
      write(session, true);
      await session.writing;
    }
    assertUsable(session);
    const transaction = await transactionOf(session);
    session.count = await countArrived(transaction, session.keyOrder.isAscending());
    faultPoint('slice-before-proof');
    return { count: session.count, held: session.task.held };
  });
}

/** Ends the slice as the verdict says. A commit that has begun is not interrupted any more. */
export function commitSession(session: SliceSession, verdict: SliceVerdict): Promise<LedgerLine | null> {
  return inTurn(session, async () => {
    const { transaction, count, task } = session;
    if (!transaction || !count) throw new Error('a slice is finished before it is committed');
    // Out of reach of a drop from here on: what has begun to commit is not interrupted.
    session.transaction = null;
    try {
      if (verdict.keep === 'previous') return task.held;
      const line = ledgerLineOf(transaction, count, verdict);
      await commitTransaction(transaction, line);
      return line;
    } finally {
      await endTransaction(transaction);
    }
  });
}

/** Stops whatever runs and rolls back. Nothing is left to do after a commit. */
export async function dropSession(session: SliceSession): Promise<void> {
  session.isDropped = true;
  clearTimeout(session.linger);
  const running = Promise.all([session.work, session.writing]);
  if (session.transaction) await interruptUntil(session.transaction.connection, running);
  else await running;
  const left = session.transaction;
  session.transaction = null;
  if (left) await endTransaction(left);
}

/** One thing at a time, in the order asked. Writing goes on beside it. */
function inTurn<Value>(session: SliceSession, run: () => Promise<Value>): Promise<Value> {
  const answer = session.work.then(() => {
    assertUsable(session);
    return run();
  });
  session.work = answer.catch(() => undefined);
  return answer;
}

function assertUsable({ isDropped, failure, task }: SliceSession): void {
  if (failure) throw failure;
  if (isDropped) throw new AppError('cancelled', `The load of ${task.slice.storeId} ${task.slice.day} was stopped.`);
}

/** Starts the next window if none runs: at once when all threads get a row group each, else after a short wait for more. */
function writeNext(session: SliceSession): void {
  const { queue, units } = session;
  clearTimeout(session.linger);
  if (session.writing || queue.rows() < rowGroupRows) return;
  if (queue.rows() >= units() * rowGroupRows) write(session, false);
  else session.linger = setTimeout(() => write(session, false), lingerMs);
}

function write(session: SliceSession, rest: boolean): void {
  clearTimeout(session.linger);
  if (session.writing || session.isDropped || session.failure) return;
  const window = session.queue.take(session.units(), rest);
  if (!window) return;
  session.writing = transactionOf(session)
    .then((transaction) => insertWindow(transaction, window))
    .catch((error: unknown) => {
      session.failure = error;
    })
    .finally(() => {
      session.writing = null;
      writeNext(session);
    });
}

async function transactionOf(session: SliceSession): Promise<SliceTransaction> {
  session.transaction ??= await beginTransaction(session.storage, session.task, () => assertUsable(session));
  return session.transaction;
}

function ledgerLineOf(
  { task, loadedAt }: SliceTransaction,
  { stored, duplicates }: SliceCount,
  { state, sourceFigures }: Extract<SliceVerdict, { keep: 'new' }>,
): LedgerLine {
  const { dataset, slice, writer } = task;
  return {
    dataset: dataset.name,
    storeId: slice.storeId,
    day: slice.day,
    source: writer.source,
    state,
    figures: stored,
    sourceFigures,
    duplicates,
    runId: writer.runId,
    stepId: writer.stepId,
    attempt: writer.attempt,
    loadedAt,
  };
}
