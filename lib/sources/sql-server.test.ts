import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { textQuery } from '#demo/sales/extraction-query';
import { startFleet } from '#demo/start-fleet';
import type { Figures } from '#lib/contract/store-day';
import { salesShape } from '#lib/sales/sales-shape';
import { connectionOf } from '#lib/sales/testing/sales-rows';
import type { SourceSession, StoreConnection } from '#lib/sources/source';
import { defaultQuery } from '#lib/sources/sql-server-query';
import { rowsOf } from '#lib/sources/tds/testing/cell-values';
import { testSources } from '#lib/sources/testing/test-sources';
import { stockShape } from '#lib/stock/stock-shape';

const day = '2025-10-21';
const period = { from: day, to: '2025-10-22' };
const fleet = await startFleet({ stores: 2, today: '2025-10-22', days: 5, linesPerDay: 3000, invoices: false });
after(() => fleet.stop());
const [demo] = fleet.stores;
assert.ok(demo);
const store = connectionOf(demo);
const sources = testSources({ after }, { SOURCE_PAGE_ROWS: '500' });

function open(change: Partial<StoreConnection> = {}, signal = new AbortController().signal): Promise<SourceSession> {
  return sources.sqlServer.open({ ...store, ...change }, { ...salesShape, signal });
}

type Cells = (bigint | string | null)[];

async function extracted(session: SourceSession, options = {}): Promise<Cells[]> {
  const rows: Cells[] = [];
  await session.extract(period, async (batch) => void rows.push(...rowsOf(batch)), options);
  return rows;
}

/** What opening a store and asking it comes to. */
async function refusal(change: Partial<StoreConnection>): Promise<{ code: unknown; why: unknown; message: string }> {
  try {
    const session = await open(change);
    try {
      await session.figures(period);
      await extracted(session);
    } finally {
      await session.close();
    }
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && 'params' in error);
    const { why }: { why?: unknown } = Object(error.params);
    return { code: error.code, why, message: error.message };
  }
  throw new Error('It was not refused');
}

const expected = (): Figures => {
  const { rows, units, amount, tickets } = fleet.expected(store.id, day);
  return { rows, units, amount, tickets };
};

const keyAt = [3, 4] as const;
const keysOf = (rows: Cells[]): string[] => rows.map((row) => keyAt.map((place) => String(row[place])).join('#'));

test('a day arrives whole, in pages or in one answer, every value as the store has it', async () => {
  const session = await open();
  const figures = await session.figures(period);
  const paged = await extracted(session);
  const whole = await extracted(session, { whole: true });
  await session.close();

  assert.deepEqual(figures, expected());
  assert.equal(paged.length, 3000);
  assert.deepEqual(new Set(keysOf(paged)).size, 3000);
  assert.deepEqual(paged.map((row) => row.join('|')).sort(), whole.map((row) => row.join('|')).sort());
  const theirs = [...fleet.rows(store.id, day)].map((row) => `${row.numero_factura}#${row.linea}`);
  assert.deepEqual(keysOf(paged).sort(), theirs.sort());
});

test('pages grow while the link is fast, and each is told', async () => {
  const session = await open();
  const pages: number[] = [];
  const counted = await session.extract(period, async () => {}, { onPage: ({ pageRows }) => pages.push(pageRows) });
  await session.close();

  assert.deepEqual(pages, [500, 1000, 1500]);
  assert.deepEqual(counted, { rows: 3000, pages: 3 });
});

const refusals: [what: string, change: Partial<StoreConnection>, code: string, why: string, says: RegExp][] = [
  ['a wrong password', { password: 'otra' }, 'source_rejected', 'login', /wrong user or password/],
  ['an unknown database', { database: 'NADA' }, 'source_unavailable', 'database', /NADA/],
  ['an unknown host', { host: 'tienda.invalid' }, 'source_unavailable', 'unknown_host', /tienda\.invalid/],
  ['a port where nobody listens', { port: 1 }, 'source_unavailable', 'refused', /refused/],
  ['TLS that the server does not speak', { encryption: 'on' }, 'source_rejected', 'tls', /does not speak/],
  [
    'a query over a table that is not there',
    { query: 'select * from dbo.nada' },
    'source_rejected',
    'unknown_name',
    /line 1.*nada/,
  ],
  ['a query that is no SQL', { query: 'select fecha,\nfrom where' }, 'source_rejected', 'syntax', /line 2/],
  [
    'a query that leaves its parentheses, which is not sent',
    { query: 'select 1) as q; drop table dbo.ventas --' },
    'source_rejected',
    'syntax',
    /not one plain SELECT: .*line 1/,
  ],
  [
    'a query without a required column',
    { query: defaultQuery.replace('linea, ', '') },
    'source_rejected',
    'columns',
    /linea: the query does not deliver it/,
  ],
  [
    'a query with a wrong type',
    { query: defaultQuery.replace('total,', 'cast(total as float) as total,') },
    'source_rejected',
    'columns',
    /total: it is float, expected an exact number/,
  ],
  [
    'text where a number should be',
    { query: textQuery },
    'source_rejected',
    'columns',
    /cantidad: it is .*char.*for example cantidad = "abc" in ticket/s,
  ],
  [
    'a value that the query itself cannot convert',
    {
      query: defaultQuery
        .replace('caja, ', 'caja, cast(caja as int) as numero, ')
        .replace('linea,', 'cast(caja as int) as linea,'),
    },
    'source_rejected',
    'conversion',
    /cannot be converted/,
  ],
  [
    'a value that does not fit',
    { query: defaultQuery.replace('total,', 'cast(total as decimal(38,4)) * 1000000000000 as total,') },
    'source_rejected',
    'row_range',
    /ticket .*, line .*: total = \d/,
  ],
  [
    'no value where one is required',
    { query: defaultQuery.replace('codigo_producto,', 'nullif(codigo_producto, codigo_producto) as codigo_producto,') },
    'source_rejected',
    'row_null',
    /codigo_producto = null has no value/,
  ],
  [
    'rows of another day',
    { query: defaultQuery.replace('fecha >= @desde', "fecha >= '2025-10-20'") },
    'source_rejected',
    'row_day',
    /fecha = 2025-10-20 is outside of 2025-10-21/,
  ],
];

for (const [what, change, code, why, says] of refusals) {
  test(`${what} is refused with its reason`, async () => {
    const refused = await refusal(change);
    assert.deepEqual([refused.code, refused.why], [code, why], refused.message);
    assert.match(refused.message, says);
    assert.doesNotMatch(refused.message, /clave-/);
  });
}

test('the test of a store tells each stage, the version and the clock', async () => {
  const result = await sources.sqlServer.test(store, { sales: salesShape, stock: stockShape });
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(
    result.stages.map(({ stage }) => stage),
    ['resolve', 'tcp', 'login', 'query', 'columns', 'stock'],
  );
  assert.match(result.serverVersion ?? '', /^\d+\./);
  assert.ok(Math.abs(result.clockDifferenceMs ?? 1e9) < 60_000);
});

test('the test of a store stops at the first stage that fails and names a bad column', async () => {
  const login = await sources.sqlServer.test({ ...store, password: 'otra' }, { sales: salesShape, stock: stockShape });
  const columns = await sources.sqlServer.test(
    { ...store, query: textQuery },
    { sales: salesShape, stock: stockShape },
  );
  assert.deepEqual(
    login.stages.map(({ ok }) => ok),
    [true, true, false, null, null, null],
  );
  assert.deepEqual(
    columns.stages.map(({ ok }) => ok),
    [true, true, true, true, false, null],
  );
  assert.match(columns.stages[4]?.message ?? '', /cantidad/);
});

test('the test of a store tries its stock too, with its own query where it has one', async () => {
  const shapes = { sales: salesShape, stock: stockShape };
  const stockQuery = 'select codigo_producto, nombre_producto, categoria, existencia from dbo.existencias';

  const [whole, bad] = [
    await sources.sqlServer.test(store, shapes),
    await sources.sqlServer.test({ ...store, stockQuery }, shapes),
  ];

  assert.deepEqual([whole.ok, whole.stages.at(-1)?.message], [true, '15000 products']);
  assert.deepEqual([bad.ok, bad.stages.map(({ ok }) => ok)], [false, [true, true, true, true, true, false]]);
  assert.match(bad.stages.at(-1)?.message ?? '', /almacen: the query does not deliver it; costo_unitario: /);
});

test('a host that takes the connection and says nothing is given up', async (t) => {
  const silent = createServer(() => {});
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => silent.close());
  const address = silent.address();
  assert.ok(typeof address === 'object' && address);
  const impatient = testSources(t, { SOURCE_CONNECT_TIMEOUT_MS: '300' });
  const opening = impatient.sqlServer.open(
    { ...store, port: address.port },
    { ...salesShape, signal: new AbortController().signal },
  );
  await assert.rejects(opening, { code: 'source_unavailable', message: /did not answer in time/ });
});

for (const afterBytes of [10, 300, 600, 2_000, 5_000, 20_000, 100_000, 400_000]) {
  test(`a connection reset after ${afterBytes} bytes fails so that it is tried again`, async (t) => {
    await fleet.fault(store.id, { mode: 'reset', afterBytes });
    t.after(() => fleet.clearFault(store.id));
    assert.equal((await refusal({})).code, 'source_unavailable');
  });
}

test('an answer whose last bytes are missing is never taken for whole', async (t) => {
  t.after(() => fleet.clearFault(store.id));
  fleet.resetCounts(store.id);
  const session = await open();
  await session.figures(period);
  await extracted(session);
  const { bytesToClient } = fleet.counts(store.id);
  await session.close();

  for (const missing of [1, 5, 12, 13, 14, 40, 300]) {
    await fleet.fault(store.id, { mode: 'close', afterBytes: bytesToClient - missing });
    assert.equal((await refusal({})).code, 'source_unavailable', `${missing} bytes before the end`);
  }
});

test('columns are found by name: their order and more of them do not matter', async () => {
  const names = salesShape.columns.map(({ name }) => name).reverse();
  const query = `select 1 as extra, ${names.join(', ')}, N'más' as otra from dbo.ventas where fecha >= @desde and fecha < @hasta`;
  const [plain, turned] = [await open(), await open({ query })];
  const rows = await extracted(plain);
  assert.deepEqual(await extracted(turned), rows);
  assert.deepEqual(await turned.figures(period), expected());
  await plain.close();
  await turned.close();
});

test('a link that goes silent in the middle of a result is given up by the watchdog', async (t) => {
  const impatient = testSources(t, { SOURCE_IDLE_TIMEOUT_MS: '300', SOURCE_CONNECT_TIMEOUT_MS: '3000' });
  await fleet.fault(store.id, { mode: 'blackhole', afterBytes: 100_000 });
  t.after(() => fleet.clearFault(store.id));
  const session = await impatient.sqlServer.open(store, { ...salesShape, signal: new AbortController().signal });
  await assert.rejects(extracted(session), { code: 'source_unavailable', message: /sent nothing for 300 ms/ });
  await session.close();
});

test('a store may work longer on its answer than it may fall silent in the middle of one', async (t) => {
  const limits = { SOURCE_IDLE_TIMEOUT_MS: '5000', SOURCE_ANSWER_TIMEOUT_MS: '200' };
  const session = await testSources(t, limits).sqlServer.open(store, {
    ...salesShape,
    signal: new AbortController().signal,
  });
  await fleet.fault(store.id, { mode: 'blackhole', live: true });
  t.after(() => fleet.clearFault(store.id));
  await assert.rejects(session.figures(period), { code: 'source_unavailable', message: /sent nothing for 200 ms/ });
  await session.close();
});

test('a slow reader is not taken for a silent link', async (t) => {
  const impatient = testSources(t, { SOURCE_IDLE_TIMEOUT_MS: '200' });
  const session = await impatient.sqlServer.open(store, { ...salesShape, signal: new AbortController().signal });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const { rows } = await session.extract(period, async () => {
    await Atomics.waitAsync(pause, 0, 0, 500).value;
  });
  await session.close();
  assert.equal(rows, 3000);
});

test('cancelling reaches the store and leaves no connection', { timeout: 20_000 }, async () => {
  const stopper = new AbortController();
  await fleet.fault(store.id, { mode: 'throttle', bytesPerSecond: 20_000 });
  const session = await open({}, stopper.signal);
  const reading = extracted(session);
  stopper.abort();
  await assert.rejects(reading, { code: 'cancelled' });
  await session.close();
  await fleet.clearFault(store.id);
  while (fleet.counts(store.id).current > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('a thread that ends takes its sessions with it, to be tried again', async (t) => {
  const own = testSources(t);
  const session = await own.sqlServer.open(store, { ...salesShape, signal: new AbortController().signal });
  await fleet.fault(store.id, { mode: 'blackhole', live: true });
  const asking = assert.rejects(session.figures(period), {
    code: 'source_unavailable',
    message: /the thread that read it ended/,
  });
  await own.close();
  await asking;
  await session.close();
  await fleet.clearFault(store.id);

  const next = await own.sqlServer.open(store, { ...salesShape, signal: new AbortController().signal });
  assert.deepEqual(await next.figures(period), expected());
  await next.close();
});

test('rows that appear or go while pages are read take no other row with them', async (t) => {
  t.after(() => fleet.restore(store.id, day));
  const steady = keysOf(await open().then(async (session) => extracted(session).finally(() => session.close())));
  const first = steady[0]?.split('#')[0] ?? '';
  fleet.change(
    store.id,
    day,
    {
      kind: 'insert',
      rows: [
        { numero_factura: 'A-0', linea: '1' },
        { numero_factura: 'ZZZ-9', linea: '1' },
      ],
    },
    600,
  );
  fleet.change(store.id, day, { kind: 'delete', where: { numero_factura: first } }, 700);

  const session = await open();
  const rows = keysOf(await extracted(session));
  await session.close();

  assert.equal(new Set(rows).size, rows.length);
  const missing = steady.filter((key) => !rows.includes(key) && !key.startsWith(`${first}#`));
  assert.deepEqual(missing, []);
});
