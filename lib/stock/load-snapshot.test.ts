import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startFleet } from '#demo/start-fleet';
import { createLog } from '#lib/log';
import { connectionOf } from '#lib/sales/testing/sales-rows';
import type { Source, StoreConnection } from '#lib/sources/source';
import { testSources } from '#lib/sources/testing/test-sources';
import { loadSnapshot, type SnapshotLoad } from '#lib/stock/load-snapshot';
import { stockDataset } from '#lib/stock/stock-dataset';
import { openWarehouse } from '#lib/warehouse/open';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const products = 1300;
const fleet = await startFleet({ stores: 3, today, days: 2, linesPerDay: 400, products, invoices: false });
after(() => fleet.stop());
const { folder, remove } = temporaryFolder();
const warehouse = await openWarehouse({
  ...{ file: join(folder, 'stock.db'), datasets: [stockDataset], memoryMb: 512, threads: 2 },
  log: createLog('silent'),
});
after(async () => {
  await warehouse.close();
  remove();
});
const sources = testSources({ after }, { SOURCE_PAGE_ROWS: '400' });
const [periferico, bolivar, manongo] = fleet.stores.map((store) => connectionOf(store));
assert.ok(periferico && bolivar && manongo);

let lastAttempt = 0;

function load(store: StoreConnection, change: Partial<SnapshotLoad> = {}) {
  lastAttempt += 1;
  return loadSnapshot({
    source: sources.sqlServer,
    store,
    warehouse,
    day: today,
    writer: { runId: '1', stepId: '1', attempt: lastAttempt },
    signal: new AbortController().signal,
    fence: async () => {},
    log: () => {},
    progress: () => {},
    ...change,
  });
}

async function held({ id }: StoreConnection): Promise<unknown> {
  const [row] = await warehouse.read(
    `select count(*)::int as rows, sum(existencia)::varchar as units, sum(valor)::varchar as value
     from stock_actual where ubicacion_id = ?`,
    [id],
  );
  return row;
}

/** The same store, whose own counting is never what it delivers. */
const miscounting: Source = {
  ...sources.sqlServer,
  open: async (store, options) => {
    const session = await sources.sqlServer.open(store, options);
    return { ...session, figures: async (period) => ({ ...(await session.figures(period)), units: '1.0000' }) };
  },
};

// Rows that a store has sent when a load has asked for its shape and its figures.
const rowsBefore = 1;

test('sold while its pages are read, the stock is read once more in one answer, and is what the store has then', async (t) => {
  t.after(() => fleet.restore(periferico.id, today));
  fleet.change(periferico.id, today, { kind: 'empty' }, rowsBefore + 300);
  const said: (string | undefined)[] = [];

  const { ledger, proof, pages, failure } = await load(periferico, { log: (_, __, about) => said.push(about?.code) });

  assert.equal(failure, null);
  assert.deepEqual([ledger?.state, proof?.matched, pages], ['verified', 'after', 1]);
  assert.deepEqual(said, ['stock.source', 'stock.source_changed', 'stock.read_again']);
  assert.deepEqual(await held(periferico), fleet.expectedStock(periferico.id));
});

test('sold after its last page, the snapshot is what the store had before, and proved so', async (t) => {
  const before = fleet.expectedStock(bolivar.id);
  t.after(() => fleet.restore(bolivar.id, today));
  fleet.change(bolivar.id, today, { kind: 'empty' }, rowsBefore + products);

  const { ledger, proof } = await load(bolivar);

  assert.deepEqual([ledger?.state, proof?.matched], ['verified', 'before']);
  assert.notDeepEqual(fleet.expectedStock(bolivar.id), before);
  assert.deepEqual(await held(bolivar), before);
  assert.equal(ledger?.sourceFigures.units, before.units);
});

test('a snapshot that is never what the store says is kept as partial where nothing is held, and fails', async () => {
  const { ledger, proof, failure } = await load(manongo, { source: miscounting });

  assert.deepEqual([ledger?.state, proof?.matched, failure?.code], ['partial', null, 'proof_mismatch']);
  assert.match(failure?.message ?? '', /MAÑONGO: the stock is not proved. 1300 products, .* arrived, the store says /);
});

test('a snapshot that is not proved leaves a proved one as it was', async () => {
  const good = await load(manongo);
  assert.equal(good.ledger?.state, 'verified');

  const { ledger, failure } = await load(manongo, { source: miscounting });

  assert.deepEqual([ledger, failure?.code], [good.ledger, 'proof_mismatch']);
  assert.deepEqual(await held(manongo), fleet.expectedStock(manongo.id));
});

test('a store that says it has nothing is not believed: what was held stays', async () => {
  const kept = await held(manongo);
  const stockQuery = 'select *, cast(null as decimal(18,4)) as valor from dbo.existencias where 1 = 0';

  const { failure } = await load({ ...manongo, stockQuery });

  assert.deepEqual([failure?.code, failure?.params.why], ['source_unavailable', 'no_stock']);
  assert.deepEqual(await held(manongo), kept);
});

test('a product with two different rows is refused by name, and a wrong column before any row', async () => {
  const twice = `select codigo_producto, nombre_producto, categoria, almacen, existencia, costo_unitario, precio_unitario, existencia as valor from dbo.existencias
    union all select codigo_producto, nombre_producto, categoria, 'Otro', existencia, costo_unitario, precio_unitario, existencia from dbo.existencias`;
  const inexact = 'select *, cast(existencia as float) as valor from dbo.existencias';

  await assert.rejects(load({ ...manongo, stockQuery: twice }), {
    code: 'source_rejected',
    message: /two rows have the key codigo_producto \d+ and differ in almacen/,
  });
  await assert.rejects(load({ ...manongo, stockQuery: inexact }), {
    code: 'source_rejected',
    message: /valor: it is float, expected an exact number/,
  });
});
