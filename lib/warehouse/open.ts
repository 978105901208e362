import { isAppError } from '#lib/errors';
import type { Logger } from '#lib/log';
import { armedFault } from '#lib/runtime/fault-point';
import { freeBytesOf, sizeOf } from '#lib/warehouse/disk-space';
import { keepOpen } from '#lib/warehouse/keep-open';
import { readLedgerPages } from '#lib/warehouse/ledger-pages';
import { claimFile } from '#lib/warehouse/open-files';
import { replaceSliceInTurn } from '#lib/warehouse/replace-slice';
import { restoreSliceInTurn } from '#lib/warehouse/restore-slice';
import { createSliceTurns } from '#lib/warehouse/slice-turns';
import { unavailable } from '#lib/warehouse/storage-errors';
import type { Dataset, Warehouse, WarehouseStatus } from '#lib/warehouse/warehouse';

export type WarehouseOptions = {
  file: string;
  datasets: readonly Dataset[];
  memoryMb: number;
  threads: number;
  log: Logger;
  /** A load is refused when it would leave less free than this. */
  reserveBytes?: number;
  checkpointBytes?: number;
  readTimeoutMs?: number;
  /** Statements at the same time; each takes a thread of Node's pool of 4, which serves files and names too. */
  poolThreads?: number;
};

const megabyte = 1_048_576;

/**
 * Opens the warehouse and keeps it open. A file that cannot be opened does not stop the program: the warehouse is then
 * down, says why in `status()` and in every error, and is tried again until it opens.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { log, readTimeoutMs = 30_000 } = options;
  const { path: file, release } = claimFile(options.file);
  const turns = createSliceTurns();
  const kept = await keepOpen({ log, settings: settingsOf(options, file) });
  return {
    read: (sql, params = []) => kept.ask('read', { sql, params, timeoutMs: readTimeoutMs }),
    ledger: async (filter) => readLedgerPages(await kept.ask('ledger', filter)),
    restoreSlice: (restoration) => restoreSliceInTurn(kept.link, turns, restoration),
    forgetReplaced: (dataset, before) =>
      kept.ask('forgetReplaced', { dataset: dataset.name, before: before.toISOString() }),
    replaceSlice: (replacement) => replaceSliceInTurn(kept.link, turns, replacement),
    status: () => statusOf(file, kept.problem()),
    close: async () => {
      await turns.stopAll(unavailable(file, 'the program is closing it'));
      await kept.close();
      release();
    },
  };
}

function settingsOf(options: WarehouseOptions, file: string) {
  const { datasets, memoryMb, threads, poolThreads = 3 } = options;
  const { reserveBytes = 64 * megabyte, checkpointBytes = 32 * megabyte } = options;
  return {
    file,
    datasets,
    memoryMb,
    threads,
    reserveBytes,
    checkpointBytes,
    poolThreads,
    fault: armedFault(),
  };
}

async function statusOf(file: string, problem: Error | null): Promise<WarehouseStatus> {
  const [fileBytes, freeBytes] = await Promise.all([sizeOf(file), freeBytesOf(file).catch(() => 0)]);
  const message = problem === null ? 'open' : isAppError(problem) ? problem.message : 'it cannot be opened';
  return { ok: problem === null, message, file, fileBytes, freeBytes };
}
