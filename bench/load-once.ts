import { createLog } from '#lib/log';
import { loadDay } from '#lib/sales/load-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { Sources, StoreConnection } from '#lib/sources/source';
import { openWarehouse } from '#lib/warehouse/open';

type Reachable = Pick<StoreConnection, 'id' | 'name' | 'host' | 'database' | 'username' | 'password' | 'query'> & {
  directPort: number;
};

/** Past the fault proxy: it would cost CPU that no link costs. */
export function directConnection({
  id,
  name,
  host,
  directPort,
  database,
  username,
  password,
  query,
}: Reachable): StoreConnection {
  return {
    ...{ id, name, host, port: directPort, instance: null, database, username, password },
    ...{ encryption: 'off', trustCertificate: false, query, controlQuery: null, stockQuery: null },
  };
}

const log = createLog('error');

export type OneLoad = { sources: Sources; store: StoreConnection; day: string; file: string; rows: number };

/** A store's day into a new warehouse file: from the connection to the committed and proved slice. Answers seconds. */
export async function loadOnce({
  sources,
  store,
  day,
  file,
  rows,
}: OneLoad): Promise<{ seconds: number; cpu: number }> {
  const warehouse = await openWarehouse({ file, datasets: [salesDataset], memoryMb: 1024, threads: 2, log });
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const { state, ledger } = await loadDay({
    source: sources.sqlServer,
    store,
    warehouse,
    slice: { storeId: store.id, day },
    writer: { runId: '1', stepId: '1', attempt: 1 },
    signal: new AbortController().signal,
    isDayOver: () => true,
    fence: async () => {},
    log: () => {},
    progress: () => {},
  });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await warehouse.close();
  if (state !== 'verified' || ledger?.figures.rows !== rows)
    throw new Error(`The load is ${state}, ${ledger?.figures.rows} rows`);
  return { seconds, cpu: (user + system) / 1e6 };
}
