import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { portOf } from '#demo/fault-proxy';
import { startFleet } from '#demo/start-fleet';
import { makeIdentity } from '#demo/tds/certificate';
import type { ServerEncryption } from '#demo/tds/encryption';
import { salesShape } from '#lib/sales/sales-shape';
import { connectionOf } from '#lib/sales/testing/sales-rows';
import type { SourceSession, StoreConnection } from '#lib/sources/source';
import { connectStore } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';
import { rowsOf } from '#lib/sources/tds/testing/cell-values';
import { testSources } from '#lib/sources/testing/test-sources';
import { stockShape } from '#lib/stock/stock-shape';

const day = '2025-10-21';
const period = { from: day, to: '2025-10-22' };
const authority = makeIdentity({ name: 'Autoridad de la cadena', isAuthority: true });
const yesterday = new Date(Date.now() - 86_400_000);
const issued = (hosts: string[]) => makeIdentity({ name: 'TIENDA', hosts }, authority);

const servers = {
  optional: { mode: 'optional' },
  required: { mode: 'required' },
  plain: { mode: 'off' },
  old: { mode: 'required', newest: 'TLSv1' },
  trusted: { mode: 'required', identity: issued(['localhost', '127.0.0.1']) },
  elsewhere: { mode: 'required', identity: issued(['otra.cadena.example']) },
  expired: {
    mode: 'required',
    identity: makeIdentity({ name: 'TIENDA', hosts: ['127.0.0.1'], expiresAt: yesterday }, authority),
  },
} as const satisfies Record<string, ServerEncryption>;
type ServerName = keyof typeof servers;

const inOrder = Object.values(servers);
const fleet = await startFleet({
  ...{ stores: inOrder.length, today: '2025-10-22', days: 5, linesPerDay: 3000, invoices: false },
  encryption: (index) => inOrder[index - 1] ?? servers.plain,
});
after(() => fleet.stop());
const sources = testSources({ after }, { SOURCE_PAGE_ROWS: '500', SOURCE_CONNECT_TIMEOUT_MS: '2000' });
const never = new AbortController().signal;

function storeOf(server: ServerName, change: Partial<StoreConnection> = {}): StoreConnection {
  const demo = fleet.stores[Object.keys(servers).indexOf(server)];
  assert.ok(demo);
  return connectionOf(demo, { encryption: 'on', trustCertificate: true, ...change });
}

const open = (store: StoreConnection, { signal = never, from = sources } = {}): Promise<SourceSession> =>
  from.sqlServer.open(store, { ...salesShape, signal });

type Cells = (bigint | string | null)[];

async function extracted(session: SourceSession, options = {}): Promise<Cells[]> {
  const rows: Cells[] = [];
  await session.extract(period, async (batch) => void rows.push(...rowsOf(batch)), options);
  return rows;
}

async function dayOf(store: StoreConnection, options = {}): Promise<Cells[]> {
  const session = await open(store);
  try {
    return await extracted(session, options);
  } finally {
    await session.close();
  }
}

for (const server of ['optional', 'required', 'old'] as const) {
  test(`a day read through TLS of a server whose encryption is ${server} is the day as the store has it`, async () => {
    const store = storeOf(server, { encryption: server === 'old' ? 'legacy' : 'on' });
    const theirs = [...fleet.rows(store.id, day)].map((row) => `${row.numero_factura}#${row.linea}`);
    const rows = await dayOf(store);
    const whole = await dayOf(store, { whole: true });

    assert.equal(rows.length, 3000);
    assert.deepEqual(rows.map((row) => `${row[3]}#${row[4]}`).sort(), theirs.sort());
    assert.deepEqual(rows.map((row) => row.join('|')).sort(), whole.map((row) => row.join('|')).sort());
  });
}

test('rows through TLS and in the clear are the same, and so are the sums', async () => {
  const [secret, clear] = [storeOf('optional'), storeOf('optional', { encryption: 'off' })];
  assert.deepEqual(await dayOf(secret), await dayOf(clear));
  const session = await open(secret);
  const { rows, units, amount, tickets } = fleet.expected(secret.id, day);
  assert.deepEqual(await session.figures(period), { rows, units, amount, tickets });
  await session.close();
});

const refusals: [what: string, store: StoreConnection, why: string, says: RegExp][] = [
  [
    'a certificate of its own making',
    storeOf('required', { trustCertificate: false }),
    'certificate',
    /not trusted: self-signed certificate; trust the certificate in the settings of the store, or give the program/,
  ],
  [
    'a certificate of an unknown authority',
    storeOf('trusted', { trustCertificate: false }),
    'certificate',
    /not trusted: unable to verify the first certificate; trust/,
  ],
  [
    'a server that demands encryption',
    storeOf('required', { encryption: 'off' }),
    'tls',
    /takes nobody without encryption: set its encryption to on$/,
  ],
  [
    'a server without TLS',
    storeOf('plain'),
    'tls',
    /does not speak TLS at all; inside a VPN, set its encryption to off/,
  ],
  ['a server of TLS 1.0', storeOf('old'), 'tls', /does not speak TLS 1\.2 .* set its encryption to legacy/],
];

for (const [what, store, why, says] of refusals) {
  test(`${what} is refused for good, with what can be set`, async () => {
    await assert.rejects(open(store), { code: 'source_rejected', params: { why, store: store.id }, message: says });
  });
}

test('the certificate of an authority that the program knows needs no trust, for its own hosts and time', async (t) => {
  const known = getCACertificates('default');
  setDefaultCACertificates([...known, authority.certificate]);
  t.after(() => setDefaultCACertificates(known));
  const limits = { connectTimeoutMs: 2000, answerTimeoutMs: 2000, idleTimeoutMs: 2000, pageRows: 10 };
  const outcome = async (server: ServerName, host: string): Promise<string> => {
    const store = storeOf(server, { trustCertificate: false, host });
    try {
      const link = await connectStore(store, limits, never);
      link.close();
      return String(link.protocol);
    } catch (error) {
      return sourceError(error, store).message;
    }
  };

  assert.equal(await outcome('trusted', '127.0.0.1'), 'TLSv1.2');
  assert.equal(await outcome('trusted', 'localhost'), 'TLSv1.2');
  assert.match(await outcome('elsewhere', '127.0.0.1'), /not trusted: .*does not match certificate's altnames/);
  assert.match(await outcome('elsewhere', 'localhost'), /not trusted: .*does not match certificate's altnames/);
  assert.match(await outcome('expired', '127.0.0.1'), /not trusted: certificate has expired; trust/);
});

test('the test of a store says how the login travels', async () => {
  const secret = await sources.sqlServer.test(storeOf('optional'), { sales: salesShape, stock: stockShape });
  const clear = await sources.sqlServer.test(storeOf('optional', { encryption: 'off' }), {
    sales: salesShape,
    stock: stockShape,
  });
  assert.equal(secret.stages[2]?.message, 'as fluxion_lectura, TLSv1.2');
  assert.equal(clear.stages[2]?.message, 'as fluxion_lectura, without encryption');
});

for (const mode of ['reset', 'close'] as const) {
  for (const afterBytes of [0, 10, 45, 60, 300, 700, 1000, 1300, 2000, 20_000, 200_000]) {
    test(`TLS cut by a ${mode} after ${afterBytes} bytes fails so that it is tried again`, async (t) => {
      const store = storeOf('required');
      await fleet.fault(store.id, { mode, afterBytes });
      t.after(() => fleet.clearFault(store.id));
      await assert.rejects(dayOf(store), { code: 'source_unavailable', params: { why: 'lost', store: store.id } });
    });
  }
}

test('a server that hangs up on the handshake is tried again, with a word about old ones', async (t) => {
  const store = storeOf('required');
  await fleet.fault(store.id, { mode: 'close', afterBytes: 60 });
  t.after(() => fleet.clearFault(store.id));
  await assert.rejects(dayOf(store), { message: /hung up while TLS was agreed on .* set its encryption to legacy/ });
  await assert.rejects(dayOf({ ...store, encryption: 'legacy' }), { message: /agreed on \(127\.0\.0\.1:\d+\)$/ });
});

test('an answer through TLS whose last bytes are missing is never taken for whole', async (t) => {
  const store = storeOf('required');
  t.after(() => fleet.clearFault(store.id));
  fleet.resetCounts(store.id);
  await dayOf(store);
  const { bytesToClient } = fleet.counts(store.id);
  // The signature of a handshake is some bytes longer or shorter each time: fewer than eight might be none.
  for (const missing of [8, 20, 50, 300]) {
    await fleet.fault(store.id, { mode: 'close', afterBytes: bytesToClient - missing });
    await assert.rejects(dayOf(store), { code: 'source_unavailable' }, `${missing} bytes before the end`);
  }
});

test('a byte that changes on its way through TLS is noticed, and tried again', async (t) => {
  const store = storeOf('required');
  const { directPort } = fleet.stores.find(({ id }) => id === store.id) ?? { directPort: 0 };
  const garbled = 20_000;
  const server = createServer((client) => {
    const upstream = connect(directPort, '127.0.0.1');
    let seen = 0;
    client.on('error', () => upstream.destroy());
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      if (seen <= garbled && garbled < seen + chunk.length)
        chunk.writeUInt8(chunk.readUInt8(garbled - seen) ^ 1, garbled - seen);
      seen += chunk.length;
      client.write(chunk);
    });
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  await assert.rejects(dayOf({ ...store, port: portOf(server) }), {
    code: 'source_unavailable',
    params: { why: 'lost', store: store.id },
  });
});

test('a link of TLS that goes silent in the middle of a result is given up by the watchdog', async (t) => {
  const store = storeOf('required');
  const impatient = testSources(t, { SOURCE_IDLE_TIMEOUT_MS: '300' });
  await fleet.fault(store.id, { mode: 'blackhole', afterBytes: 100_000 });
  t.after(() => fleet.clearFault(store.id));
  const session = await open(store, { from: impatient });
  await assert.rejects(extracted(session), { code: 'source_unavailable', message: /sent nothing for 300 ms/ });
  await session.close();
});

test('a server that falls silent in the handshake is given up when connecting may take no longer', async (t) => {
  const store = storeOf('required');
  const impatient = testSources(t, { SOURCE_CONNECT_TIMEOUT_MS: '300' });
  await fleet.fault(store.id, { mode: 'blackhole', afterBytes: 60 });
  t.after(() => fleet.clearFault(store.id));
  await assert.rejects(open(store, { from: impatient }), {
    code: 'source_unavailable',
    message: /did not answer in time/,
  });
});

test('cancelling through TLS reaches the store and leaves no connection', { timeout: 20_000 }, async () => {
  const store = storeOf('required');
  const stopper = new AbortController();
  await fleet.fault(store.id, { mode: 'throttle', bytesPerSecond: 50_000 });
  const session = await open(store, { signal: stopper.signal });
  const reading = extracted(session);
  stopper.abort();
  await assert.rejects(reading, { code: 'cancelled' });
  await session.close();
  await fleet.clearFault(store.id);
  while (fleet.counts(store.id).current > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('a reader slower than its TLS link loses no row', async (t) => {
  const store = storeOf('required');
  const impatient = testSources(t, { SOURCE_IDLE_TIMEOUT_MS: '200' });
  const session = await open(store, { from: impatient });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const { rows } = await session.extract(period, async () => {
    await Atomics.waitAsync(pause, 0, 0, 400).value;
  });
  await session.close();
  assert.equal(rows, 3000);
});
