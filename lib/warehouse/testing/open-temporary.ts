import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLog } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import { openWarehouse, type WarehouseOptions } from '#lib/warehouse/open';
import type { SliceOutcome, SliceReplacement, Warehouse } from '#lib/warehouse/warehouse';

const quiet = createLog('silent');

export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-warehouse-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function openSales(file: string, options: Partial<WarehouseOptions> = {}): Promise<Warehouse> {
  return openWarehouse({ file, datasets: [salesDataset], memoryMb: 512, threads: 2, log: quiet, ...options });
}

/** The same, closed when the test is over, however it ends. */
export async function openFor(
  test: TestContext,
  file: string,
  options: Partial<WarehouseOptions> = {},
): Promise<Warehouse> {
  const warehouse = await openSales(file, options);
  test.after(() => warehouse.close());
  return warehouse;
}

/** Loads a slice whose proof succeeds, unless `changes` says otherwise. */
export function loadSlice(warehouse: Warehouse, changes: Partial<SliceReplacement> = {}): Promise<SliceOutcome> {
  return warehouse.replaceSlice({
    dataset: salesDataset,
    slice: { storeId: 'tienda_01', day: '2025-10-02' },
    writer: { runId: '1', stepId: '1', attempt: 1, source: 'sql-server' },
    signal: new AbortController().signal,
    fill: async () => {},
    prove: async ({ arrived }) => ({ keep: 'new', state: 'verified', sourceFigures: arrived }),
    ...changes,
  });
}
