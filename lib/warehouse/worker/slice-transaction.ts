import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { faultPoint } from '#lib/runtime/fault-point';
import { freeBytesOf } from '#lib/warehouse/disk-space';
import { type LedgerWriter, ledgerWriter, replaceLedgerLine } from '#lib/warehouse/ledger-table';
import { contentOf, copySlice, enterReplaced, type KeepingDataset, keepsReplaced } from '#lib/warehouse/replaced-table';
import { inSlice, sliceParams } from '#lib/warehouse/slice-condition';
import { storageFull } from '#lib/warehouse/storage-errors';
import { quoted } from '#lib/warehouse/table-definition';
import type { Dataset, SliceCount, SliceKey, SliceWriter } from '#lib/warehouse/warehouse';
import { countSlice } from '#lib/warehouse/worker/count-slice';
import type { RowWindow } from '#lib/warehouse/worker/row-window';
import { rowsFunctionName } from '#lib/warehouse/worker/rows-function';
import type { Storage } from '#lib/warehouse/worker/storage';

/** What a slice is written for, and the ledger line that lay there when its writer began. */
export type SliceTask = { dataset: Dataset; slice: SliceKey; writer: SliceWriter; held: LedgerLine | null };

export type SliceTransaction = { storage: Storage; task: SliceTask; connection: DuckDBConnection; loadedAt: string };

// An interrupt reaches only a statement that has started, so it is repeated until the work has ended.
const interruptEveryMs = 20;

let lastWindow = 0;

/** Begins the slice's own transaction and deletes its old rows in it. It may have to wait for a checkpoint before. */
export async function beginTransaction(
  storage: Storage,
  task: SliceTask,
  assertWanted: () => void,
): Promise<SliceTransaction> {
  await storage.gate.enter();
  const connection = await connectInside(storage);
  const transaction = { storage, task, connection, loadedAt: new Date().toISOString() };
  try {
    assertWanted();
    await storage.writing(async () => {
      await connection.run('begin transaction');
      await assertLineUnchanged(connection, task);
      await connection.run(deleteSql(task.dataset), sliceParams(task.dataset, task.slice));
    });
  } catch (error) {
    await endTransaction(transaction);
    throw error;
  }
  faultPoint('slice-after-delete');
  return transaction;
}

async function connectInside(storage: Storage): Promise<DuckDBConnection> {
  try {
    return await storage.connect();
  } catch (error) {
    storage.gate.leave();
    throw error;
  }
}

async function assertLineUnchanged(connection: DuckDBConnection, { dataset, slice, held }: SliceTask): Promise<void> {
  const now = await ledgerWriter(connection, dataset, slice);
  if (now?.stepId === held?.stepId && now?.attempt === held?.attempt && now?.loadedAt === held?.loadedAt) return;
  throw fencedOff(slice, now);
}

/** The error of a writer that another one overtook. */
export function fencedOff({ storeId, day }: SliceKey, by: LedgerWriter | null): AppError {
  const who = by ? `step ${by.stepId}, attempt ${by.attempt},` : 'another step';
  return new AppError('cancelled', `${storeId} ${day}: ${who} has loaded this slice meanwhile.`, {
    params: { storeId, day },
  });
}

/** Puts a window of arrived rows into the table. The window is used up by it. */
export async function insertWindow(transaction: SliceTransaction, window: RowWindow): Promise<void> {
  const { storage, task, connection, loadedAt } = transaction;
  await assertSpace(storage, window.bytes);
  lastWindow += 1;
  const number = lastWindow;
  storage.windows.set(number, window);
  try {
    const sql = insertSql(task.dataset, { number, isShared: window.units.length > 1 });
    await storage.writing(() => connection.run(sql, { storeId: task.slice.storeId, loadedAt }));
  } finally {
    storage.windows.delete(number);
  }
  faultPoint('slice-after-window');
}

export function countArrived(
  { storage, task, connection }: SliceTransaction,
  keysDiffer: boolean,
): Promise<SliceCount> {
  return storage.writing(() => countSlice(connection, { ...task, keysDiffer }));
}

/** Enters the slice in the ledger and commits both together, and with them the copy of what it replaces. */
export async function commitTransaction(transaction: SliceTransaction, line: LedgerLine): Promise<void> {
  const { storage, task, connection, loadedAt } = transaction;
  const { dataset, slice, held } = task;
  const keeps = keepsReplaced(dataset) && held !== null && held.figures.rows > 0;
  const isKept = keeps && (await keepReplaced(transaction, dataset));
  await storage.writing(async () => {
    faultPoint('slice-before-ledger');
    if (isKept) await enterReplaced(connection, dataset, { slice, keptAt: loadedAt });
    await replaceLedgerLine(connection, task.dataset, line);
    faultPoint('slice-before-commit');
    await connection.run('commit');
    faultPoint('slice-after-commit');
  });
}

/**
 * Copies what the slice held, if it is about to hold other rows. They are deleted in this transaction, and still there
 * for every other one: the copy is a transaction of its own, and counts from the commit that enters its line.
 */
async function keepReplaced(
  { storage, task: { slice }, connection, loadedAt }: SliceTransaction,
  dataset: KeepingDataset,
): Promise<boolean> {
  const outside = await storage.connect();
  try {
    return await storage.writing(async () => {
      const [before, now] = [await contentOf(outside, dataset, slice), await contentOf(connection, dataset, slice)];
      if (before === now) return false;
      await copySlice(outside, dataset, { slice, keptAt: loadedAt });
      faultPoint('slice-after-copy');
      return true;
    });
  } finally {
    outside.closeSync();
  }
}

/** Rolls back what was not committed, and gives connection and gate free. */
export async function endTransaction({ storage, connection }: SliceTransaction): Promise<void> {
  try {
    await connection.run('rollback');
  } catch {
    // Nothing to roll back: committed, or given up by DuckDB together with the whole instance.
  }
  try {
    connection.closeSync();
  } finally {
    // A writer that never leaves would keep every checkpoint, and after it every slice, waiting.
    storage.gate.leave();
  }
}

/** Stops the connection's statements until `work` has ended. */
export async function interruptUntil(connection: DuckDBConnection, work: Promise<unknown>): Promise<void> {
  connection.interrupt();
  const timer = setInterval(() => connection.interrupt(), interruptEveryMs);
  await work.finally(() => clearInterval(timer)).catch(() => undefined);
}

/** Asks before each write: running full inside a statement costs DuckDB the whole instance. */
export async function assertSpace({ settings }: Storage, bytes: number): Promise<void> {
  const freeBytes = await freeBytesOf(settings.file);
  if (freeBytes - bytes < settings.reserveBytes) throw storageFull(settings.file, freeBytes);
}

function deleteSql(dataset: Dataset): string {
  return `delete from ${quoted(dataset.table)} where ${inSlice(dataset)}`;
}

// Several threads may write one statement's rows only when their order is free; one thread writes faster when it is kept.
// The setting is global, so it goes before each statement; a plan that meets the other value is right all the same.
function insertSql(dataset: Dataset, { number, isShared }: { number: number; isShared: boolean }): string {
  return `
    set preserve_insertion_order = ${!isShared};
    insert into ${quoted(dataset.table)}
    select $storeId, arrived.*, $loadedAt::timestamptz
    from ${quoted(rowsFunctionName(dataset))}(${number}) arrived`;
}
