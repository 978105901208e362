import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { startFleet } from '#demo/start-fleet';
import { salesLoad } from '#jobs/sales';
import { startSalesNode } from '#jobs/testing/sales-node';
import { readConfig } from '#lib/config';
import { endedRun, stepsOf, testResources } from '#lib/runtime/testing/test-engine';
import { lastDailySummary } from '#lib/sales/daily-summary';
import { storeGaps } from '#lib/sales/store-gaps';
import { addStore, connectionOf } from '#lib/sales/testing/sales-rows';
import type { StoreConnection } from '#lib/sources/source';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const fleet = await startFleet({ stores: 2, today, days: 3, linesPerDay: 1500, invoices: false });
after(() => fleet.stop());
const stores = fleet.stores.map((store) => connectionOf(store));
const [first, second] = stores;
assert.ok(first && second);

type World = { database: TestDatabase; folder: string };

async function world(owner: { after: (close: () => Promise<void> | void) => void }): Promise<World> {
  const { folder, remove } = temporaryFolder();
  owner.after(remove);
  const database = await testDatabase(owner);
  for (const { id, name } of stores) await addStore(database.db, id, { name, firstDay: '2025-10-20' });
  return { database, folder };
}

const request = { job: 'sales.load', trigger: 'hand', requestedBy: null, today } as const;

test('the scheduled load takes yesterday and what is unresolved, proves it, and keeps the summary of the day', async (t) => {
  const { database, folder } = await world(t);
  const node = await startSalesNode({ database, folder, stores });
  t.after(node.close);

  const { runId } = await node.engine.startRun({
    ...request,
    trigger: 'schedule',
    scheduleId: 'sales.load',
    input: {},
  });
  const state = await endedRun(database, runId);
  const steps = await stepsOf(database, runId);

  assert.equal(state, 'completed', JSON.stringify(steps));
  assert.deepEqual(
    steps.map(({ key }) => key),
    ['tienda_01/2025-10-21', 'tienda_02/2025-10-21', 'tienda_01/2025-10-20', 'tienda_02/2025-10-20'],
  );
  assert.deepEqual(await lastDailySummary(database.db), {
    day: '2025-10-21',
    total: 2,
    successful: 2,
    failed: 0,
    partial: 0,
  });
  const gaps = await storeGaps(database.db, '2025-10-21');
  assert.deepEqual(
    gaps.map(({ completeness, daysBehind, ranges }) => [completeness, daysBehind, ranges]),
    [
      [1, 0, []],
      [1, 0, []],
    ],
  );
  const again = await node.engine.startRun({ ...request, input: {} });
  assert.equal(await endedRun(database, again.runId), 'completed');
  assert.equal((await stepsOf(database, again.runId)).length, 0);
});

test('a store that refuses fails with a message worth reading, and stops no other', async (t) => {
  const { database, folder } = await world(t);
  const node = await startSalesNode({ database, folder, stores: [{ ...first, password: 'otra' }, second] });
  t.after(node.close);

  const { runId } = await node.engine.startRun({ ...request, input: { from: '2025-10-21', to: '2025-10-21' } });

  assert.equal(await endedRun(database, runId), 'partial');
  const steps = await stepsOf(database, runId);
  assert.deepEqual(
    steps.map(({ key, state }) => [key, state]),
    [
      ['tienda_01/2025-10-21', 'failed'],
      ['tienda_02/2025-10-21', 'completed'],
    ],
  );
  assert.deepEqual(
    [steps[0]?.error?.code, steps[0]?.error?.message],
    ['source_rejected', 'PERIFERICO: wrong user or password (user fluxion_lectura)'],
  );
  const [gap] = await storeGaps(database.db, '2025-10-21');
  assert.equal(gap?.failure?.failure.message, steps[0]?.error?.message);
  const lines = await database.sql<
    { code: string }[]
  >`select code from run_logs where run_id = ${String(runId)} and code like 'sales.%'`;
  assert.deepEqual([...new Set(lines.map(({ code }) => code))].sort(), [
    'sales.page',
    'sales.planned',
    'sales.source',
    'sales.start',
    'sales.verified',
  ]);
});

test('a caller is told at once what cannot be loaded', async (t) => {
  const { database, folder } = await world(t);
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: folder });
  const { check } = salesLoad(config);
  const context = { ...testResources(database, t), config, today };
  const load = { stores: ['tienda_99'], from: '2025-10-21', to: '2025-10-21', mode: 'missing', confirm: false };

  await assert.rejects(async () => await check?.(context, load), { code: 'invalid_input' });
});

type Death = { signal: string | null; said: string };

function startProcess({ database, folder }: World, fault: string): Promise<Death> {
  const what = JSON.stringify({ url: database.url, folder, stores, input: { from: '2025-10-20', to: '2025-10-21' } });
  return new Promise((resolve) => {
    const args = [join(import.meta.dirname, 'testing/sales-node-main.ts'), what, fault];
    execFile(process.execPath, args, (error, said) => resolve({ signal: error?.signal ?? null, said }));
  });
}

/** What lies in the file, read by another process than the one that wrote it. */
async function heldIn(folder: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(join(folder, 'ventas.db'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    `select ubicacion_id || '/' || fecha as key, count(*)::int as rows, sum(cantidad)::varchar as units, sum(total)::varchar as amount,
            count(distinct numero_factura)::int as tickets
     from ventas_raw group by all order by key`,
  );
  connection.closeSync();
  instance.closeSync();
  return rows.getRowObjectsJson();
}

function expectedRows(): unknown[] {
  const of = (store: StoreConnection, day: string) => {
    const { rows, units, amount, tickets } = fleet.expected(store.id, day);
    return { key: `${store.id}/${day}`, rows, units, amount, tickets };
  };
  return stores.flatMap((store) => ['2025-10-20', '2025-10-21'].map((day) => of(store, day)));
}

for (const fault of [
  'source-before-connect:2',
  'source-after-login:1',
  'source-after-count:3',
  'source-before-page:2',
  'source-after-page:1',
  'source-after-extract:4',
  'slice-before-commit:2',
  'slice-after-commit:1',
  'projection-before-write:2',
  'projection-after-write:3',
]) {
  test(`killed at ${fault}, the next start goes on and every day is whole, once`, async (t) => {
    const here = await world(t);
    const death = await startProcess(here, fault);
    const revival = await startProcess(here, '');

    assert.deepEqual([death.signal, revival], ['SIGKILL', { signal: null, said: 'completed' }]);
    assert.deepEqual(await heldIn(here.folder), expectedRows());
    const gaps = await storeGaps(here.database.db, '2025-10-21');
    assert.deepEqual(
      gaps.map(({ storeId, completeness }) => [storeId, completeness]),
      [
        ['tienda_01', 1],
        ['tienda_02', 1],
      ],
    );
  });
}
