import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import mssql from 'mssql';
import { defaultQuery } from '#demo/sales/extraction-query';
import { spawnFleet } from '#demo/spawn-fleet';
import { startFleet } from '#demo/start-fleet';
import type { DemoStore } from '#demo/start-store';
import { makeIdentity } from '#demo/tds/certificate';
import { agree, wish } from '#demo/tds/encryption';
import { askAfterSecretLogin } from '#demo/testing/login-only-client';
import { ask, connectTo } from '#demo/testing/tedious-client';

const day = '2025-10-17';
const nextDay = '2025-10-18';
const authority = makeIdentity({ name: 'Autoridad de la cadena', isAuthority: true });
const identity = makeIdentity({ name: 'TIENDA', hosts: ['127.0.0.1'] }, authority);
const fleet = await startFleet({
  ...{ stores: 3, linesPerDay: 5000, today: nextDay, days: 3, invoices: false },
  encryption: (index) => (index === 1 ? { mode: 'optional' } : { mode: 'required', ...(index === 3 && { identity }) }),
});
after(() => fleet.stop());
const [optional, required, certified] = fleet.stores;
assert.ok(optional && required && certified);

const outcomes: [
  mode: 'off' | 'optional' | 'required',
  asked: keyof typeof wish,
  answer: keyof typeof wish,
  covers: string,
][] = [
  ['off', 'notSupported', 'notSupported', 'nothing'],
  ['off', 'loginOnly', 'notSupported', 'nothing'],
  ['off', 'everything', 'notSupported', 'nothing'],
  ['optional', 'notSupported', 'notSupported', 'nothing'],
  ['optional', 'loginOnly', 'loginOnly', 'login'],
  ['optional', 'everything', 'everything', 'everything'],
  ['optional', 'required', 'everything', 'everything'],
  ['required', 'notSupported', 'required', 'everything'],
  ['required', 'loginOnly', 'required', 'everything'],
  ['required', 'everything', 'everything', 'everything'],
];

for (const [mode, asked, answer, covers] of outcomes) {
  test(`a server with encryption ${mode} answers ${answer} to a client that wants ${asked}`, () => {
    assert.deepEqual(agree(mode, wish[asked]), { answer: wish[answer], covers });
  });
}

test('tedious reads a table through TLS, the same rows as in the clear', async () => {
  const rowsOf = async (encrypt: boolean): Promise<unknown[][]> => {
    const connection = await connectTo(optional, { encrypt });
    const { rows } = await ask(connection, `select * from dbo.ventas where fecha = '${day}'`);
    connection.close();
    return rows;
  };

  const secret = await rowsOf(true);
  assert.equal(secret.length, 5000);
  assert.deepEqual(secret, await rowsOf(false));
});

test('a client without encryption is told that the server demands it', async () => {
  const error = await connectTo(required).catch((refused: unknown) => refused);
  assert.match(String(error), /Server requires encryption/);
});

test('a wrong password is refused through TLS too', async () => {
  const error = await connectTo(required, { encrypt: true, password: 'otra' }).catch((refused: unknown) => refused);
  assert.match(String(error), /Login failed for user 'fluxion_lectura'/);
});

test('only the login is secret where a client wants no more', async () => {
  const { agreed, loginAnswer, answer, sent } = await askAfterSecretLogin(optional, "select N'en claro' as texto");
  const inUtf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

  assert.equal(agreed, wish.loginOnly);
  assert.ok(loginAnswer.payload.includes(inUtf16('Microsoft SQL Server')));
  assert.ok(answer.payload.includes(inUtf16('en claro')));
  assert.ok(sent.includes(inUtf16("select N'en claro'")));
  assert.ok(!sent.includes(inUtf16(optional.username)));
});

function openPool(store: DemoStore, options: mssql.config['options']): Promise<mssql.ConnectionPool> {
  const { host, port, username, password, database } = store;
  const encrypted = { encrypt: true, ...options };
  return new mssql.ConnectionPool({
    server: host,
    port,
    user: username,
    password,
    database,
    options: encrypted,
  }).connect();
}

test('mssql reads a day through TLS, its sums the fleet’s', async () => {
  const pool = await openPool(required, { trustServerCertificate: true });
  const proof = `select count_big(*) as filas, cast(sum(total) as nvarchar(50)) as importe from (${defaultQuery}) as t`;
  const { recordset } = await pool
    .request()
    .input('desde', mssql.Date, day)
    .input('hasta', mssql.Date, nextDay)
    .query(proof);
  await pool.close();

  const { rows, amount } = fleet.expected(required.id, day);
  assert.deepEqual(recordset, [{ filas: String(rows), importe: amount }]);
});

test('mssql trusts a certificate of its authority, and no other', async () => {
  const trusting = { cryptoCredentialsDetails: { ca: authority.certificate } };
  const pool = await openPool(certified, trusting);
  const { recordset } = await pool.request().query('select 1 as uno');
  await pool.close();
  const refusals = [openPool(required, trusting), openPool(certified, {})].map((opening) => opening.catch(String));

  assert.deepEqual(recordset, [{ uno: 1 }]);
  assert.match(String(await refusals[0]), /self-signed certificate/);
  assert.match(String(await refusals[1]), /unable to verify the first certificate/);
});

test('a fleet with encryption writes a store file that says so', () => {
  const [first] = fleet.storeFile().stores;
  assert.deepEqual([first?.encryption, first?.trustCertificate], ['on', true]);
});

test('a fleet of its own process takes the encryption of its command line, and says so', async () => {
  const other = await spawnFleet([
    '--stores',
    '1',
    '--lines',
    '30',
    '--days',
    '2',
    '--healthy',
    '--encryption',
    'required',
  ]);
  const [store] = other.stores;
  assert.ok(store);
  const connection = await connectTo(store, { encrypt: true });
  const { rows } = await ask(connection, 'select 1');
  connection.close();
  await other.stop();

  assert.deepEqual(rows, [[1]]);
  assert.deepEqual([store.encryption, store.trustCertificate], ['on', true]);
});
