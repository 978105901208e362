import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { startFleet } from '#demo/start-fleet';
import { stockLoad } from '#jobs/stock';
import { startSalesNode } from '#jobs/testing/sales-node';
import { readConfig } from '#lib/config';
import { endedRun, stepsOf, testResources } from '#lib/runtime/testing/test-engine';
import { addStore, connectionOf } from '#lib/sales/testing/sales-rows';
import type { StoreConnection } from '#lib/sources/source';
import { stockOverview } from '#lib/stock/stock-overview';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const fleet = await startFleet({ stores: 4, today, days: 3, linesPerDay: 600, products: 1300 });
after(() => fleet.stop());
const all = fleet.stores.map((store) => connectionOf(store, { stockQuery: store.stockQuery }));
const [first, second] = all;
assert.ok(first && second);

type World = { database: TestDatabase; folder: string; stores: StoreConnection[] };
type Owner = { after: (close: () => Promise<void> | void) => void };

async function world(owner: Owner, stores = [first, second].filter((store) => store !== undefined)): Promise<World> {
  const { folder, remove } = temporaryFolder();
  owner.after(remove);
  const database = await testDatabase(owner);
  for (const { id, name } of stores) await addStore(database.db, id, { name, firstDay: '2025-10-20' });
  return { database, folder, stores };
}

const request = { job: 'stock.load', trigger: 'hand', requestedBy: null, today, input: {} } as const;
const clock = { now: new Date(), zone: 'America/Caracas' };

const expected = (storeId: string) => {
  const { rows, units, value } = fleet.expectedStock(storeId);
  return { storeId, rows, products: rows, units, value };
};

/** What lies in the file, read by another process than the one that wrote it. */
async function heldIn(folder: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(join(folder, 'ventas.db'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select ubicacion_id as "storeId", count(*)::int as rows, count(distinct codigo_producto)::int as products,
            sum(existencia)::varchar as units, sum(valor)::varchar as value
     from stock_actual group by all order by all`,
  );
  connection.closeSync();
  instance.closeSync();
  return reader.getRowObjectsJson();
}

test('the stock of every store arrives whole, whatever its schema, and equals the store’s own figures to the last digit', async (t) => {
  const { database, folder, stores } = await world(t, all);
  const node = await startSalesNode({ database, folder, stores });
  t.after(node.close);

  const { runId } = await node.engine.startRun(request);

  assert.equal(await endedRun(database, runId), 'completed', JSON.stringify(await stepsOf(database, runId)));
  const overview = await stockOverview(database.db, clock);
  assert.deepEqual(
    overview.stores.map(({ storeId, products, units, value }) => ({ storeId, rows: products, products, units, value })),
    all.map(({ id }) => expected(id)),
  );
  assert.deepEqual(
    overview.stores.map(({ state, freshness, proof }) => [state, freshness, proof?.matched]),
    all.map(() => ['verified', 'fresh', 'after']),
  );
  assert.deepEqual([overview.totals.products, overview.totals.fresh, overview.totals.never], [5200, 4, 0]);
  await node.close();
  assert.deepEqual(
    await heldIn(folder),
    all.map(({ id }) => expected(id)),
  );
});

test('taken twice, the stock is the same; sold meanwhile, it is what is left', async (t) => {
  const { database, folder, stores } = await world(t, [second]);
  const node = await startSalesNode({ database, folder, stores });
  t.after(node.close);
  const rows = () =>
    node.warehouse.read('select * exclude (fecha_actualizacion) from stock_actual order by codigo_producto');
  const take = async () => endedRun(database, (await node.engine.startRun(request)).runId);

  assert.equal(await take(), 'completed');
  const once = await rows();
  assert.equal(await take(), 'completed');
  assert.deepEqual(await rows(), once);

  fleet.change(second.id, today, { kind: 'half' });
  t.after(() => fleet.restore(second.id, today));
  assert.equal(await take(), 'completed');
  assert.notDeepEqual(await rows(), once);
  const [store] = (await stockOverview(database.db, clock)).stores;
  assert.deepEqual(store?.units, fleet.expectedStock(second.id).units);
  assert.equal((await node.warehouse.ledger({ dataset: 'stock' })).length, 1);
});

test('a store that refuses fails with a message worth reading, keeps its snapshot, and stops no other', async (t) => {
  const { database, folder, stores } = await world(t);
  const well = await startSalesNode({ database, folder, stores });
  await endedRun(database, (await well.engine.startRun(request)).runId);
  await well.close();
  const node = await startSalesNode({ database, folder, stores: [{ ...first, password: 'otra' }, second] });
  t.after(node.close);

  const { runId } = await node.engine.startRun(request);

  assert.equal(await endedRun(database, runId), 'partial');
  const { stores: lines } = await stockOverview(database.db, clock);
  assert.deepEqual(
    lines.map(({ state, products, failure }) => [state, products, failure?.failure.message]),
    [
      ['verified', 1300, 'PERIFERICO: wrong user or password (user fluxion_lectura)'],
      ['verified', 1300, undefined],
    ],
  );
});

test('a caller is told at once that there is no such store', async (t) => {
  const { database, folder } = await world(t);
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: folder });
  const context = { ...testResources(database, t), config, today };

  await assert.rejects(async () => await stockLoad(config).check?.(context, { stores: ['tienda_99'] }), {
    code: 'invalid_input',
    message: /no store tienda_99/,
  });
});

type Death = { signal: string | null; said: string };

function startProcess({ database, folder, stores }: World, fault: string): Promise<Death> {
  const what = JSON.stringify({ url: database.url, folder, stores, job: 'stock.load', input: {} });
  return new Promise((resolve) => {
    const args = [join(import.meta.dirname, 'testing/sales-node-main.ts'), what, fault];
    execFile(process.execPath, args, (error, said) => resolve({ signal: error?.signal ?? null, said }));
  });
}

for (const fault of [
  'source-after-count:2',
  'source-after-page:1',
  'slice-after-delete:2',
  'slice-before-commit:1',
  'slice-after-commit:1',
  'projection-before-write:2',
]) {
  test(`killed at ${fault}, every store keeps a whole snapshot, and the next start ends with the new one`, async (t) => {
    const here = await world(t);
    const prior = await startSalesNode(here);
    await endedRun(here.database, (await prior.engine.startRun(request)).runId);
    await prior.close();
    const old = here.stores.map(({ id }) => expected(id));
    for (const { id } of here.stores) fleet.change(id, today, { kind: 'half' });
    t.after(() => {
      for (const { id } of here.stores) fleet.restore(id, today);
    });
    const fresh = here.stores.map(({ id }) => expected(id));

    const death = await startProcess(here, fault);
    const held = await heldIn(here.folder);
    const revival = await startProcess(here, '');

    assert.equal(death.signal, 'SIGKILL');
    held.forEach((line, index) => {
      assert.ok([old[index], fresh[index]].some((whole) => JSON.stringify(whole) === JSON.stringify(line)));
    });
    assert.equal(held.length, 2);
    assert.deepEqual(revival, { signal: null, said: 'completed' });
    assert.deepEqual(await heldIn(here.folder), fresh);
    const { stores } = await stockOverview(here.database.db, clock);
    assert.deepEqual(
      stores.map(({ units }) => units),
      fresh.map(({ units }) => units),
    );
  });
}
