import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startFaultProxy } from '#demo/fault-proxy';
import { type BrowserOptions, type SqlBrowser, startSqlBrowser } from '#demo/sql-browser';
import { startFleet } from '#demo/start-fleet';
import { codeOf } from '#lib/errors';
import { salesShape } from '#lib/sales/sales-shape';
import { connectionOf } from '#lib/sales/testing/sales-rows';
import type { StoreConnection } from '#lib/sources/source';
import { testSources } from '#lib/sources/testing/test-sources';
import { stockShape } from '#lib/stock/stock-shape';

const day = '2025-10-21';
const connectTimeoutMs = 1200;
/** Clients ask at port 1434 whatever happens: an address of loopback that no other process of the tests takes. */
const host = `127.77.${(process.pid >> 8) & 0xff}.${process.pid & 0xff}`;

const fleet = await startFleet({ stores: 1, today: '2025-10-22', days: 5, linesPerDay: 300, invoices: false });
const [demo] = fleet.stores;
assert.ok(demo);
const sources = testSources({ after }, { SOURCE_CONNECT_TIMEOUT_MS: String(connectTimeoutMs) });
const signal = new AbortController().signal;

const skip = await whyNot();
if (skip) process.stderr.write(`${skip}\n`);
const proxy = skip === false ? await startFaultProxy(demo.directPort, 0, host) : null;
const instances = [
  { name: 'PRUEBA', port: 1 },
  { name: 'SQLEXPRESS', port: proxy?.port ?? 1 },
];
after(async () => {
  await proxy?.stop();
  await fleet.stop();
});

async function whyNot(): Promise<string | false> {
  try {
    await (await startSqlBrowser({ host, instances: [] })).stop();
    return false;
  } catch (error) {
    return `NOT TESTED: UDP 1434 cannot be had on ${host}: ${error}`;
  }
}

type Owner = { after: (end: () => Promise<void>) => void };

async function browser(owner: Owner, options: Partial<BrowserOptions> = {}): Promise<SqlBrowser> {
  const started = await startSqlBrowser({ host, instances, ...options });
  owner.after(started.stop);
  return started;
}

const store = (instance: string, change: Partial<StoreConnection> = {}): StoreConnection =>
  connectionOf({ ...demo, host }, { port: null, instance, ...change });

async function rowsOf(named: StoreConnection): Promise<number> {
  const session = await sources.sqlServer.open(named, { ...salesShape, signal });
  try {
    return (await session.extract({ from: day, to: '2025-10-22' }, async () => {})).rows;
  } finally {
    await session.close();
  }
}

test('a named instance is found by its name, whatever its case, and read', { skip }, async (t) => {
  await browser(t);
  assert.equal(await rowsOf(store('SqlExpress')), 300);
});

test('one answer is enough, and a question that gets lost is put again', { skip }, async (t) => {
  const { requests } = await browser(t, { loses: 1 });
  assert.equal(await rowsOf(store('SQLEXPRESS')), 300);
  assert.equal(requests(), 2);
});

test('an instance that the host does not have is told with those that it has', { skip }, async (t) => {
  await browser(t);
  await assert.rejects(rowsOf(store('CAJA')), {
    code: 'source_unavailable',
    message: /says: no instance CAJA, only PRUEBA, SQLEXPRESS/,
    params: { why: 'unknown_instance', store: demo.id },
  });
});

test('an instance without TCP is told as such', { skip }, async (t) => {
  await browser(t, { instances: [{ name: 'LOCAL', port: null }] });
  await assert.rejects(rowsOf(store('local')), {
    code: 'source_unavailable',
    message: /instance local has no TCP port/,
  });
});

test('a browser that does not answer is given up when connecting may take no longer', { skip }, async (t) => {
  await browser(t, { loses: Number.POSITIVE_INFINITY });
  const started = performance.now();
  await assert.rejects(rowsOf(store('SQLEXPRESS')), {
    code: 'source_unavailable',
    message: /did not answer in time \(UDP 1434\), so the port of instance SQLEXPRESS is not known/,
    params: { why: 'timeout', store: demo.id },
  });
  assert.ok(performance.now() - started >= connectTimeoutMs - 50);
});

test('a host without a browser says so at once', { skip }, async () => {
  await assert.rejects(rowsOf(store('SQLEXPRESS')), {
    code: 'source_unavailable',
    message: /no SQL Server Browser runs on 127\.77\..* \(UDP 1434 is refused\)/,
    params: { why: 'refused', store: demo.id },
  });
});

test('the host of a named instance that nobody knows is told as any other', async () => {
  await assert.rejects(rowsOf(store('SQLEXPRESS', { host: 'tienda.invalid' })), {
    code: 'source_unavailable',
    message: /name of the host is not known \(tienda\.invalid\\SQLEXPRESS\)/,
  });
});

test('cancelling ends the wait for a browser', { skip }, async (t) => {
  const silent = await browser(t, { loses: Number.POSITIVE_INFINITY });
  const stopper = new AbortController();
  const opening = sources.sqlServer.open(store('SQLEXPRESS'), { ...salesShape, signal: stopper.signal });
  opening.catch(() => {});
  while (silent.requests() === 0) await new Promise((resolve) => setImmediate(resolve));
  stopper.abort();
  assert.equal(await opening.then(() => 'opened', codeOf), 'cancelled');
});

test('the test of a store names the port of its instance, and fails there when it is not found', {
  skip,
}, async (t) => {
  await browser(t);
  const found = await sources.sqlServer.test(store('SQLEXPRESS'), { sales: salesShape, stock: stockShape });
  const missing = await sources.sqlServer.test(store('CAJA'), { sales: salesShape, stock: stockShape });
  assert.equal(found.stages[1]?.message, `instance SQLEXPRESS: port ${proxy?.port} answers`);
  assert.equal(found.ok, true);
  assert.deepEqual(
    missing.stages.map(({ ok }) => ok),
    [true, false, null, null, null, null],
  );
  assert.match(missing.stages[1]?.message ?? '', /no instance CAJA/);
});
