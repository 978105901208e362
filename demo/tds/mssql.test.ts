import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import mssql from 'mssql';
import { defaultQuery } from '#demo/sales/extraction-query';
import { type Fleet, startFleet } from '#demo/start-fleet';
import type { DemoStore } from '#demo/start-store';
import { refusalOf } from '#demo/testing/tedious-client';

const day = '2025-10-17';
const nextDay = '2025-10-18';
let fleet: Fleet;
let store: DemoStore;

before(async () => {
  fleet = await startFleet({ stores: 1, linesPerDay: 20_000, today: nextDay, days: 3 });
  const [first] = fleet.stores;
  assert.ok(first);
  store = first;
});
after(() => fleet.stop());

function openPool(password = store.password): Promise<mssql.ConnectionPool> {
  const { host, port, username, database } = store;
  const options = { encrypt: false, trustServerCertificate: true };
  const pool = { max: 1 };
  return new mssql.ConnectionPool({ server: host, port, user: username, password, database, options, pool }).connect();
}

function dayRequest(pool: mssql.ConnectionPool): mssql.Request {
  return pool.request().input('desde', mssql.Date, day).input('hasta', mssql.Date, nextDay);
}

test('mssql reads a day with parameters, and its sums are the fleet’s', async () => {
  const pool = await openPool();
  const proof = `select count_big(*) as filas, cast(sum(total) as nvarchar(50)) as importe from (${defaultQuery}) as t`;
  const { recordset } = await dayRequest(pool).query(proof);
  await pool.close();

  const { rows, amount } = fleet.expected(store.id, day);
  assert.deepEqual(recordset, [{ filas: String(rows), importe: amount }]);
});

test('mssql streams a day through a pause, no row lost', async () => {
  const pool = await openPool();
  const request = dayRequest(pool);
  request.stream = true;
  let rows = 0;
  const done = new Promise<void>((resolve, reject) => {
    request.on('row', () => {
      rows += 1;
      if (rows % 5000 !== 0) return;
      request.pause();
      setImmediate(() => request.resume());
    });
    request.on('error', reject);
    request.on('done', () => resolve());
  });
  request.query(defaultQuery);
  await done;
  await pool.close();

  assert.equal(rows, 20_000);
});

test('mssql is refused with the wrong password', async () => {
  const error: unknown = await openPool('otra').catch((refused: unknown) => refused);

  assert.equal(refusalOf(error).code, 'ELOGIN');
});

test('mssql tells an error by its number, and a cancelled request by its code', async () => {
  const pool = await openPool();
  const error = await pool.request().query('select nada from dbo.ventas').catch(refusalOf);
  const request = pool.request();
  const cancelled = request.query("waitfor delay '00:10:00'").catch(refusalOf);
  setImmediate(() => request.cancel());
  const outcomes = [error, await cancelled];
  const { recordset } = await pool.request().query('select 1 as uno');
  await pool.close();

  assert.deepEqual(outcomes, [
    { number: 207, line: 1, code: 'EREQUEST' },
    { number: undefined, line: undefined, code: 'ECANCEL' },
  ]);
  assert.deepEqual(recordset, [{ uno: 1 }]);
});

test('mssql reads several results of one batch', async () => {
  const pool = await openPool();
  const { recordsets } = await pool.request().batch('select 1 as a; select 2 as b union all select 3');
  await pool.close();

  assert.deepEqual(recordsets, [[{ a: 1 }], [{ b: 2 }, { b: 3 }]]);
});
