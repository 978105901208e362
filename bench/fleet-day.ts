import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directConnection, loadOnce } from '#bench/load-once';
import { median, report } from '#bench/report';
import { migrate } from '#db/migrate';
import { openDatabase } from '#db/open';
import { spawnFleet } from '#demo/spawn-fleet';
import { startSalesNode } from '#jobs/testing/sales-node';
import { readConfig } from '#lib/config';
import { createLog } from '#lib/log';
import { endedRun } from '#lib/runtime/testing/test-engine';
import { addStore } from '#lib/sales/testing/sales-rows';
import { createSources } from '#lib/sources/create-sources';

const stores = 16;
const lines = 20_000;
const rounds = 3;
const day = '2025-10-17';
const today = '2025-10-18';
const largeRows = 1_000_000;
const bench = 'fleet-day';
/** What the job that this product replaces took for the same day: 30 to 40 minutes. */
const formerMinutes = 35;
const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-fleet-day-'));

/** The end-to-end rate of this run: what the bound is reckoned from. */
async function endToEndRate(): Promise<number> {
  const fleet = await spawnFleet(['--stores', '1', '--lines', String(largeRows), '--day', day], 'encoded-store.ts');
  const sources = createSources({ config: readConfig({ DATA_DIR: folder }), connection: () => Promise.reject() });
  try {
    const [store] = fleet.stores.map(directConnection);
    if (!store) throw new Error('The fleet has no store');
    const seconds: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const file = join(folder, `large-${round}.db`);
      seconds.push((await loadOnce({ sources, store, day, file, rows: largeRows })).seconds);
    }
    return largeRows / median(seconds.slice(1));
  } finally {
    await sources.close();
    await fleet.stop();
  }
}

/** The whole way: a run with its plan, 16 steps, four at a time, through the engine on an embedded PostgreSQL. */
async function fleetDays(): Promise<number> {
  const fleet = await spawnFleet(
    ['--stores', String(stores), '--lines', String(lines), '--day', day],
    'encoded-store.ts',
  );
  const database = await openDatabase({ url: undefined, folder: join(folder, 'postgres'), log: createLog('error') });
  await migrate(database.sql);
  const connections = fleet.stores.map(directConnection);
  for (const { id, name } of connections) await addStore(database.db, id, { name, firstDay: day });
  const environment = { SOURCE_PAGE_ROWS: '20000', SOURCE_IDLE_TIMEOUT_MS: '60000' };
  const node = await startSalesNode({ database, folder, stores: connections, environment });
  try {
    const seconds: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const input = { from: day, to: day, mode: 'all', confirm: true, reason: 'bench' };
      const started = performance.now();
      const { runId } = await node.engine.startRun({
        job: 'sales.load',
        input,
        trigger: 'hand',
        requestedBy: null,
        today,
      });
      const state = await endedRun(database, runId);
      seconds.push((performance.now() - started) / 1000);
      if (state !== 'completed') throw new Error(`The run is ${state}`);
    }
    return median(seconds.slice(1));
  } finally {
    await node.close();
    await database.close();
    await fleet.stop();
  }
}

try {
  const rate = await endToEndRate();
  const seconds = await fleetDays();
  const bound = (stores * lines) / (0.7 * rate);
  const against = { name: '320,000 rows at 0.7 of the end-to-end rate', value: bound };
  report({ bench, figure: '16 stores, one day', value: seconds, unit: 's', against, bound: { atMost: 1 } });
  report({ bench, figure: 'times faster than before', value: (formerMinutes * 60) / seconds, unit: '×' });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
