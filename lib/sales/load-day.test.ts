import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startFleet } from '#demo/start-fleet';
import type { Figures } from '#lib/contract/store-day';
import { type DayLoad, loadDay } from '#lib/sales/load-day';
import { stateAfter } from '#lib/sales/state-after';
import { connectionOf } from '#lib/sales/testing/sales-rows';
import type { StoreConnection } from '#lib/sources/source';
import { testSources } from '#lib/sources/testing/test-sources';
import { openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const fleet = await startFleet({ stores: 4, today: '2025-10-22', days: 8, linesPerDay: 2500 });
after(() => fleet.stop());
const { folder, remove } = temporaryFolder();
const warehouse = await openSales(join(folder, 'ventas.db'));
after(async () => {
  await warehouse.close();
  remove();
});
const sources = testSources({ after }, { SOURCE_PAGE_ROWS: '400', SOURCE_IDLE_TIMEOUT_MS: '1500' });
const stores = fleet.stores.map((store) => connectionOf(store));
const [periferico, bolivar, manongo, sanDiego] = stores;
assert.ok(periferico && bolivar && manongo && sanDiego);

let lastAttempt = 0;

function load(store: StoreConnection, day: string, change: Partial<DayLoad> = {}) {
  lastAttempt += 1;
  return loadDay({
    source: sources.sqlServer,
    store,
    warehouse,
    slice: { storeId: store.id, day },
    writer: { runId: '1', stepId: '1', attempt: lastAttempt },
    signal: new AbortController().signal,
    isDayOver: () => true,
    fence: async () => {},
    log: () => {},
    progress: () => {},
    ...change,
  });
}

async function held(store: StoreConnection, day: string): Promise<Figures> {
  const [row] = await warehouse.read(
    `select count(*)::int as rows, sum(cantidad)::varchar as units, sum(total)::varchar as amount, count(distinct numero_factura)::int as tickets
     from ventas_raw where ubicacion_id = ? and fecha = ?::date`,
    [store.id, day],
  );
  return {
    rows: Number(row?.rows),
    units: String(row?.units),
    amount: String(row?.amount),
    tickets: Number(row?.tickets),
  };
}

function expected(store: StoreConnection, day: string): Figures {
  const { rows, units, amount, tickets } = fleet.expected(store.id, day);
  return { rows, units, amount, tickets };
}

for (const store of stores) {
  test(`a day of ${store.name} is verified and equals the store's own figures to the last digit`, async () => {
    const { state, proof } = await load(store, '2025-10-21');
    assert.equal(state, 'verified');
    assert.deepEqual(await held(store, '2025-10-21'), expected(store, '2025-10-21'));
    assert.deepEqual(proof?.arrived, expected(store, '2025-10-21'));
  });
}

test('loaded twice, the day is the same', async () => {
  await load(periferico, '2025-10-20');
  const first = await warehouse.read(
    `select * exclude (fecha_carga) from ventas_raw where fecha = '2025-10-20' order by all`,
  );
  const { state } = await load(periferico, '2025-10-20');
  assert.equal(state, 'verified');
  assert.deepEqual(
    await warehouse.read(`select * exclude (fecha_carga) from ventas_raw where fecha = '2025-10-20' order by all`),
    first,
  );
});

test('a day that is not over is loaded, not verified', async () => {
  const { state, ledger } = await load(periferico, '2025-10-22', { isDayOver: () => false });
  assert.deepEqual([state, ledger?.state], ['loaded', 'loaded']);
});

test('a day without sales at the source is missing, and what was held stays', async (t) => {
  await load(bolivar, '2025-10-19');
  fleet.change(bolivar.id, '2025-10-19', { kind: 'empty' });
  t.after(() => fleet.restore(bolivar.id, '2025-10-19'));
  const { state, failure } = await load(bolivar, '2025-10-19');
  assert.deepEqual([state, failure?.code, failure?.params.why], ['missing', 'source_unavailable', 'no_sales']);
  assert.match(failure?.message ?? '', /AV. BOLIVAR: the source has no sales of 2025-10-19/);
  assert.equal((await held(bolivar, '2025-10-19')).rows, 2500);
});

test('a query that returns nothing is never green', async () => {
  const { state, failure } = await load(
    { ...bolivar, query: `select * from dbo.ventas where fecha >= @desde and fecha < @hasta and 1 = 0` },
    '2025-10-18',
  );
  assert.deepEqual([state, failure?.params.why], ['missing', 'no_sales']);
});

test('identical rows at the source are stored once, and the ledger says how many came twice', async (t) => {
  const day = '2025-10-18';
  fleet.change(manongo.id, day, { kind: 'duplicate', limit: 3 });
  t.after(() => fleet.restore(manongo.id, day));
  const { state, ledger, proof } = await load(manongo, day);
  assert.deepEqual([state, ledger?.duplicates, proof?.arrived.rows, ledger?.figures.rows], ['verified', 3, 2503, 2500]);
});

test('a key with two different rows is refused and the slice stays as it was', async (t) => {
  const day = '2025-10-17';
  await load(manongo, day);
  fleet.change(manongo.id, day, { kind: 'duplicate', limit: 1, different: true });
  t.after(() => fleet.restore(manongo.id, day));
  await assert.rejects(load(manongo, day), { code: 'source_rejected' });
  assert.equal((await held(manongo, day)).rows, 2500);
});

test('equal keys on both sides of a page are found by the second reading', async (t) => {
  const day = '2025-10-16';
  fleet.change(manongo.id, day, { kind: 'duplicate' });
  t.after(() => fleet.restore(manongo.id, day));
  const { state, ledger } = await load(manongo, day);
  assert.deepEqual([state, ledger?.duplicates, ledger?.figures.rows], ['verified', 2500, 2500]);
});

test('a sale rung up while the day is read makes it read once more, and the end is whole', async (t) => {
  const day = '2025-10-17';
  const said: unknown[] = [];
  fleet.change(periferico.id, day, { kind: 'insert', rows: [{ numero_factura: 'A-LATE', linea: '1' }] }, 900);
  t.after(() => fleet.restore(periferico.id, day));
  const { state } = await load(periferico, day, { log: (_, __, about) => said.push(about?.code) });
  assert.equal(state, 'verified');
  assert.ok(said.includes('sales.read_again'));
  assert.deepEqual(await held(periferico, day), expected(periferico, day));
});

test('tickets that the store takes for one are counted as they are stored', async (t) => {
  const day = '2025-10-19';
  const rows = ['x-1', 'X-1', 'x-1 '].map((numero_factura) => ({ numero_factura, linea: '1' }));
  fleet.change(manongo.id, day, { kind: 'insert', rows });
  t.after(() => fleet.restore(manongo.id, day));
  const { state } = await load(manongo, day);
  assert.equal(state, 'verified');
});

/** A source whose last count is one row more than it delivers, always. */
const neverWhole: DayLoad['source'] = {
  ...sources.sqlServer,
  open: async (store, options) => {
    const session = await sources.sqlServer.open(store, options);
    const figures: typeof session.figures = async (period) => {
      const counted = await session.figures(period);
      return { ...counted, rows: counted.rows + 1 };
    };
    return { ...session, figures };
  },
};

test('a day that is never whole is partial, fails, and does not replace a verified one', async () => {
  const day = '2025-10-15';
  const first = await load(bolivar, day, { source: neverWhole });
  assert.deepEqual([first.state, first.failure?.code, first.ledger?.state], ['partial', 'proof_mismatch', 'partial']);
  assert.match(first.failure?.message ?? '', /2025-10-15 is not whole. 2500 rows.*the source says 2501 rows/);
  await load(bolivar, day);
  const again = await load(bolivar, day, { source: neverWhole });
  assert.deepEqual([again.ledger?.state, again.failure?.code], ['verified', 'proof_mismatch']);
  assert.equal(stateAfter(again.ledger, again), 'drifted');
});

test('a control query that counts more than the override makes the day partial', async () => {
  const day = '2025-10-16';
  const query = `select * from dbo.ventas where fecha >= @desde and fecha < @hasta and linea < 3`;
  const controlQuery = `select count_big(*) as filas, sum(cantidad) as unidades, sum(total) as importe, count(distinct numero_factura) as facturas
    from dbo.ventas where fecha >= @desde and fecha < @hasta`;
  const { state, failure } = await load({ ...periferico, query, controlQuery }, day);
  assert.deepEqual([state, failure?.code], ['partial', 'proof_mismatch']);
  assert.match(failure?.message ?? '', /the control query says/);
  const whole = await load({ ...periferico, controlQuery }, day);
  assert.equal(whole.state, 'verified');
  const open = await load({ ...periferico, query, controlQuery }, day, { isDayOver: () => false });
  assert.deepEqual([open.state, open.failure], ['loaded', null]);
});

for (const fault of [
  { mode: 'reset', afterBytes: 1_000 },
  { mode: 'reset', afterBytes: 40_000 },
  { mode: 'close', afterBytes: 200_000 },
  { mode: 'reset', afterBytes: 600_000 },
  { mode: 'blackhole', afterBytes: 300 },
  { mode: 'blackhole', afterBytes: 150_000 },
] as const) {
  test(`after a ${fault.mode} at byte ${fault.afterBytes} the slice is as it was, and the next attempt is whole`, async () => {
    const day = '2025-10-14';
    await load(sanDiego, day);
    const before = await held(sanDiego, day);
    await fleet.fault(sanDiego.id, fault);
    await assert.rejects(load(sanDiego, day), { code: 'source_unavailable' });
    await fleet.clearFault(sanDiego.id);
    assert.deepEqual(await held(sanDiego, day), before);
    assert.equal((await load(sanDiego, day)).state, 'verified');
    assert.deepEqual(await held(sanDiego, day), expected(sanDiego, day));
  });
}

test('latency and a slow line make a load slow, not wrong', async (t) => {
  await fleet.fault(sanDiego.id, { mode: 'latency', ms: 30, bytesPerSecond: 600_000 });
  t.after(() => fleet.clearFault(sanDiego.id));
  assert.equal((await load(sanDiego, '2025-10-15')).state, 'verified');
  assert.deepEqual(await held(sanDiego, '2025-10-15'), expected(sanDiego, '2025-10-15'));
});

test('cancelled in the middle, a load leaves the slice as it was', async (t) => {
  const day = '2025-10-16';
  await load(sanDiego, day);
  const before = await held(sanDiego, day);
  await fleet.fault(sanDiego.id, { mode: 'throttle', bytesPerSecond: 100_000 });
  t.after(() => fleet.clearFault(sanDiego.id));
  const stopper = new AbortController();
  const progress = () => stopper.abort();
  const loading = load(sanDiego, day, { signal: stopper.signal, progress, log: () => stopper.abort() });
  await assert.rejects(loading, { code: 'cancelled' });
  assert.deepEqual(await held(sanDiego, day), before);
});
