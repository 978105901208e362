import { join } from 'node:path';
import type { TestDatabase } from '#db/testing/test-database';
import { jobs } from '#jobs/index';
import { readConfig } from '#lib/config';
import { guardSources } from '#lib/links/guard-sources';
import { openLinks } from '#lib/links/links';
import { startProbeLoop } from '#lib/links/probe-loop';
import { createLog } from '#lib/log';
import type { Engine } from '#lib/runtime/engine';
import { armFaultPoint } from '#lib/runtime/fault-point';
import { startEngine } from '#lib/runtime/start-engine';
import { quick } from '#lib/runtime/testing/test-engine';
import { salesDataset } from '#lib/sales/sales-dataset';
import { createSources } from '#lib/sources/create-sources';
import type { StoreConnection } from '#lib/sources/source';
import { storeLane } from '#lib/sources/store-lane';
import { stockDataset } from '#lib/stock/stock-dataset';
import { openWarehouse } from '#lib/warehouse/open';
import type { Warehouse } from '#lib/warehouse/warehouse';

export type SalesNode = { engine: Engine; warehouse: Warehouse; close: () => Promise<void> };

export type SalesNodeOptions = {
  database: Pick<TestDatabase, 'db' | 'url'>;
  folder: string;
  stores: readonly StoreConnection[];
  environment?: Record<string, string>;
  /** Watches the links as the server does, each store so often; without it loads try a dead line as well. */
  linksEveryMs?: number;
};

/** The program without its pages: control plane, warehouse, sources and engine, on stores that the test hands in. */
export async function startSalesNode({
  database,
  folder,
  stores,
  environment = {},
  linksEveryMs,
}: SalesNodeOptions): Promise<SalesNode> {
  const log = createLog(process.env.TEST_LOG ?? 'silent');
  const config = readConfig({
    ...{
      NODE_ENV: 'test',
      DATA_DIR: folder,
      SOURCE_PAGE_ROWS: '400',
      SOURCE_ANSWER_TIMEOUT_MS: '2000',
      SOURCE_IDLE_TIMEOUT_MS: '2000',
      ETL_MAX_RETRIES: '0',
    },
    ...environment,
  });
  // Before the warehouse opens: its thread takes the armed fault over.
  armFaultPoint(config.FLUXION_FAULT);
  const connection = async (id: string) => {
    const store = stores.find((candidate) => candidate.id === id);
    if (!store) throw new Error(`This test has no store ${id}`);
    return store;
  };
  const warehouse = await openWarehouse({
    file: join(folder, 'ventas.db'),
    datasets: [salesDataset, stockDataset],
    memoryMb: 512,
    threads: 2,
    log,
  });
  const direct = createSources({ config, connection });
  const links = openLinks({ db: database.db, sources: direct, everyMs: linksEveryMs ?? 0, log });
  const sources = linksEveryMs === undefined ? direct : guardSources(direct, links);
  const resources = { config, db: database.db, warehouse, sources };
  const engine = await startEngine({
    ...{ resources, databaseUrl: database.url, jobs: jobs(config), log, node: 'sales', ownsWarehouse: true, slots: 8 },
    ...{ schedules: false, timings: quick },
  });
  links.onBack((storeId) => engine.wakeLane(storeLane(storeId)));
  const probes = linksEveryMs === undefined ? null : startProbeLoop({ db: database.db, links, log });
  const close = async () => {
    await probes?.stop();
    await engine.drain(0);
    await sources.close();
    await warehouse.close();
  };
  return { engine, warehouse, close };
}
