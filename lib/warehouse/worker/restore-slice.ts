import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { faultPoint } from '#lib/runtime/fault-point';
import { ledgerLine, replaceLedgerLine } from '#lib/warehouse/ledger-table';
import type { RestoreAsk } from '#lib/warehouse/protocol';
import {
  copySlice,
  enterReplaced,
  forgetReplacedBefore,
  type KeepingDataset,
  keptSlice,
  putBack,
} from '#lib/warehouse/replaced-table';
import type { RestoredSlice, SliceKey } from '#lib/warehouse/warehouse';
import type { Storage } from '#lib/warehouse/worker/storage';

export type Restoration = Omit<RestoreAsk, 'dataset'> & { dataset: KeepingDataset };

/** Lets go of slices that were replaced before an instant, in one transaction; answers how many. */
export function forgetReplaced(storage: Storage, dataset: KeepingDataset, before: string): Promise<number> {
  return inGate(storage, async (connection) => {
    await connection.run('begin transaction');
    const forgotten = await forgetReplacedBefore(connection, dataset, before);
    await connection.run('commit');
    return forgotten;
  });
}

/** Swaps the slice that is held and the one that is kept, rows and lines, in one transaction. */
export function restoreSlice(storage: Storage, restoration: Restoration): Promise<RestoredSlice> {
  return inGate(storage, (connection) => swap(connection, restoration));
}

/** Writes on a connection of its own, kept apart from checkpoints; what was not committed is rolled back. */
async function inGate<Value>(
  storage: Storage,
  write: (connection: DuckDBConnection) => Promise<Value>,
): Promise<Value> {
  await storage.gate.enter();
  try {
    const connection = await storage.connect();
    try {
      return await storage.writing(() => write(connection));
    } finally {
      // There is nothing to roll back after a commit.
      await connection.run('rollback').catch(() => undefined);
      connection.closeSync();
    }
  } finally {
    storage.gate.leave();
  }
}

async function swap(connection: DuckDBConnection, restoration: Restoration): Promise<RestoredSlice> {
  const { dataset, slice, writer, keptSince } = restoration;
  await connection.run('begin transaction');
  const held = await ledgerLine(connection, dataset, { slice });
  // A step that died right after its commit comes again: what it brought back stays.
  if (held?.stepId === writer.stepId && held.runId === writer.runId) {
    return { restored: held, replaced: null, provedAt: held.loadedAt };
  }
  const kept = await keptSlice(connection, dataset, slice);
  if (!kept || new Date(kept.keptAt) < new Date(keptSince)) throw nothingKept(slice);
  const now = new Date().toISOString();
  const restored: LedgerLine = { ...kept.line, ...writer, loadedAt: now };
  await copySlice(connection, dataset, { slice, keptAt: now });
  await putBack(connection, dataset, { slice, keptAt: kept.keptAt });
  faultPoint('restore-after-rows');
  await enterReplaced(connection, dataset, { slice, keptAt: now });
  await replaceLedgerLine(connection, dataset, restored);
  faultPoint('restore-before-commit');
  await connection.run('commit');
  faultPoint('restore-after-commit');
  return { restored, replaced: held, provedAt: kept.line.loadedAt };
}

function nothingKept({ storeId, day }: SliceKey): AppError {
  return new AppError('not_found', `${storeId} ${day}: no earlier load is kept that could be brought back.`, {
    params: { storeId, day },
  });
}
