import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { Request, TYPES } from 'tedious';
import { defaultQuery } from '#demo/sales/extraction-query';
import { type Fleet, startFleet } from '#demo/start-fleet';
import type { DemoStore } from '#demo/start-store';
import { ask, connectTo, type Refusal, refusalOf } from '#demo/testing/tedious-client';

const day = '2025-10-17';
const nextDay = '2025-10-18';
let fleet: Fleet;
let store: DemoStore;

before(async () => {
  fleet = await startFleet({ stores: 1, linesPerDay: 5000, today: nextDay, days: 30 });
  const [first] = fleet.stores;
  assert.ok(first);
  store = first;
});
after(() => fleet.stop());

test('tedious logs in and asks for the version, the database and the clock', async () => {
  const connection = await connectTo(store);
  const { rows } = await ask(connection, 'select @@version, db_name(), sysutcdatetime(), @@spid');
  connection.close();

  const [[version, database, now] = []] = rows;
  assert.match(String(version), /^Microsoft SQL Server 2019/);
  assert.equal(database, 'POS');
  assert.ok(now instanceof Date && Math.abs(now.getTime() - Date.now()) < 60_000);
});

test('a wrong password is refused with error 18456, and the connection is over', async () => {
  const error = await connectTo(store, { password: 'otra' }).catch((refused: unknown) => refused);

  assert.match(String(error), /Login failed for user 'fluxion_lectura'/);
});

test('an unknown database is refused with its name', async () => {
  const numbers: number[] = [];
  const note = (number: number) => void numbers.push(number);
  const error = await connectTo(store, { database: 'NOMINA' }, note).catch((refused: unknown) => refused);

  assert.match(String(error), /Login failed/);
  assert.deepEqual(numbers, [4060, 18456]);
});

test('a client that insists on encryption is told that there is none', async () => {
  const error = await connectTo(store, { encrypt: true }).catch((refused: unknown) => refused);

  assert.match(String(error), /did not negotiate encryption/);
});

test('garbage ends its own connection and nobody else’s', async () => {
  const garbage = [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.alloc(64),
    Buffer.from([0x10, 1, 0, 12, 0, 0, 1, 0, 9, 9, 9, 9]),
  ];
  for (const bytes of garbage) {
    const socket = connect(store.directPort, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end(bytes);
    await once(socket.resume(), 'close');
  }
  const connection = await connectTo(store);
  const { rows } = await ask(connection, 'select 1');
  connection.close();

  assert.deepEqual(rows, [[1]]);
});

test('every type of a till arrives as it was, nulls among them', async () => {
  const connection = await connectTo(store);
  const { rows, columns } = await ask(
    connection,
    `select cast(-5 as smallint) as a, cast(9007199254740993 as bigint) as b, cast(1 as bit) as c, N'Ñandú 抹茶 🍫' as d,
            'piña €' as e, cast(-12.3456 as decimal(18, 4)) as f, cast(-12345678.9012 as money) as g,
            cast('2025-10-17' as date) as h, cast('2025-10-17T08:05:09.123' as datetime) as i,
            cast('2025-10-17T08:05:09.123' as datetime2(3)) as j, cast('2025-10-17T08:05:09.123-04:00' as datetimeoffset(3)) as k,
            cast(0.1 as float) as l, cast(null as nvarchar(10)) as m, cast(null as decimal(18, 4)) as n,
            cast(null as date) as o, cast(null as datetime2(3)) as p, cast(null as int) as q,
            cast(N'largo' as nvarchar(max)) as r, cast(null as varchar(max)) as s, cast(255 as tinyint) as t`,
  );
  connection.close();

  assert.equal(columns.join(''), 'abcdefghijklmnopqrst');
  assert.deepEqual(rows[0], [
    -5,
    '9007199254740993',
    true,
    'Ñandú 抹茶 🍫',
    'piña €',
    -12.3456,
    -12345678.9012,
    new Date('2025-10-17T00:00:00Z'),
    new Date('2025-10-17T08:05:09.123Z'),
    new Date('2025-10-17T08:05:09.123Z'),
    new Date('2025-10-17T12:05:09.123Z'),
    0.1,
    ...Array.from({ length: 5 }, () => null),
    'largo',
    null,
    255,
  ]);
});

test('typed parameters of every kind come back as they were sent', async () => {
  const connection = await connectTo(store);
  const sent: [name: string, type: (typeof TYPES)[keyof typeof TYPES], value: unknown, facets?: object][] = [
    ['a', TYPES.Int, -7],
    ['b', TYPES.BigInt, '9007199254740993'],
    ['c', TYPES.Bit, true],
    ['d', TYPES.NVarChar, 'Ñ'.repeat(5000)],
    ['e', TYPES.VarChar, 'piña'],
    ['f', TYPES.Decimal, 12.5, { precision: 18, scale: 4 }],
    ['g', TYPES.DateTime2, new Date('2025-10-17T08:05:09.123Z'), { scale: 3 }],
    ['h', TYPES.DateTime, new Date('2025-10-17T08:05:09.123Z')],
    ['i', TYPES.Float, 0.1],
    ['j', TYPES.Date, new Date('2025-10-17T00:00:00Z')],
    ['k', TYPES.NVarChar, null],
    ['l', TYPES.Int, null],
  ];
  const rows = await new Promise<unknown[][]>((resolve, reject) => {
    const all: unknown[][] = [];
    const names = sent.map(([name]) => `@${name}`).join(', ');
    const request = new Request(`select ${names}`, (error) => (error ? reject(error) : resolve(all)));
    for (const [name, type, value, facets] of sent) request.addParameter(name, type, value, facets);
    request.on('row', (row: { value: unknown }[]) => void all.push(row.map(({ value }) => value)));
    connection.execSql(request);
  });
  connection.close();

  assert.deepEqual(rows, [sent.map(([, , value]) => value)]);
});

test('a day read in pages by key is the whole day, each row once, in every packet size', async () => {
  for (const packetSize of [512, 4096, 32_767]) {
    const connection = await connectTo(store, { packetSize });
    const seen = await pagesOf(connection, 1700);
    connection.close();

    assert.equal(seen.length, 5000);
    assert.equal(new Set(seen).size, 5000);
  }
});

async function pagesOf(connection: Awaited<ReturnType<typeof connectTo>>, pageRows: number): Promise<string[]> {
  const sql = `select top (@rows) cast(t.numero_factura as nvarchar(20)), t.linea from (${defaultQuery}) as t
    where t.numero_factura > @ticket or (t.numero_factura = @ticket and t.linea > @line)
    order by t.numero_factura, t.linea`;
  const seen: string[] = [];
  let last: unknown[] = ['', 0];
  for (;;) {
    const [ticket, line] = last;
    const page = { rows: pageRows, desde: day, hasta: nextDay, ticket: String(ticket), line: Number(line) };
    const { rows } = await ask(connection, sql, page);
    seen.push(...rows.map((row) => row.join('/')));
    if (rows.length < pageRows) return seen;
    last = rows.at(-1) ?? last;
  }
}

test('an error has its number and the line of the statement it stands in', async () => {
  const connection = await connectTo(store);
  const errors: Refusal[] = [];
  for (const sql of [
    'select 1,\n  columna_falsa from dbo.ventas',
    '\nselect * from dbo.nada',
    'select from dbo.ventas',
    "select cast('abc' as int)",
    "select cast('abc' as decimal(18, 4))",
    'select cast(123456 as decimal(4, 2))',
    'select 1 / 0',
    'select t.x from dbo.ventas as v',
    'select @nadie',
  ]) {
    errors.push(await ask(connection, sql).then(() => assert.fail(sql), refusalOf));
  }
  const { rows } = await ask(connection, 'select 1');
  connection.close();

  assert.deepEqual(
    errors.map(({ number }) => number),
    [207, 208, 156, 245, 8114, 8115, 8134, 4104, 137],
  );
  assert.deepEqual(errors.map(({ line }) => line).slice(0, 2), [2, 2]);
  assert.deepEqual(rows, [[1]]);
});

test('an error in the middle of a result comes after the rows before it', async () => {
  const connection = await connectTo(store);
  let rows = 0;
  const error = await new Promise((resolve) => {
    const sql = `select cast(cantidad as decimal(18, 4)) from dbo.ventas_texto where fecha = '${day}'`;
    const request = new Request(sql, resolve);
    request.on('row', () => {
      rows += 1;
    });
    connection.execSql(request);
  });
  connection.close();

  assert.equal(refusalOf(error).number, 8114);
  assert.equal(rows, 10);
});

test('a cancelled query ends within the result, and the connection goes on', async () => {
  const connection = await connectTo(store);
  let rows = 0;
  const error = await new Promise((resolve) => {
    const request = new Request('select * from dbo.ventas', resolve);
    request.on('row', () => {
      rows += 1;
      if (rows === 1000) request.cancel();
    });
    connection.execSql(request);
  });
  const { rows: after } = await ask(connection, 'select 1');
  connection.close();

  assert.equal(refusalOf(error).code, 'ECANCEL');
  assert.ok(rows < 300_000, `${rows} rows before the cancel took hold`);
  assert.deepEqual(after, [[1]]);
});

test('a waiting statement is cancelled at once', async () => {
  const connection = await connectTo(store);
  const error = await new Promise((resolve) => {
    const request = new Request("waitfor delay '01:00:00'", resolve);
    connection.execSqlBatch(request);
    setImmediate(() => request.cancel());
  });
  connection.close();

  assert.equal(refusalOf(error).code, 'ECANCEL');
});

test('a query that still computes is cancelled before it has answered', async () => {
  const connection = await connectTo(store);
  let rows = 0;
  const error = await new Promise((resolve) => {
    const request = new Request('select count_big(*), sum(total) from dbo.ventas', resolve);
    request.on('row', () => {
      rows += 1;
    });
    connection.execSql(request);
    setImmediate(() => request.cancel());
  });
  connection.close();

  assert.equal(refusalOf(error).code, 'ECANCEL');
  assert.equal(rows, 0);
});

test('a batch of several statements answers with all of its results', async () => {
  const connection = await connectTo(store);
  const all: unknown[][] = [];
  await new Promise<void>((resolve, reject) => {
    const sql = "set nocount on; declare @a int = 2; select 1 as x; select @a * 3 as y, N'z' as z; print 'hecho'";
    const request = new Request(sql, (error) => (error ? reject(error) : resolve()));
    request.on('row', (row: { value: unknown }[]) => void all.push(row.map(({ value }) => value)));
    connection.execSqlBatch(request);
  });
  connection.close();

  assert.deepEqual(all, [[1], [6, 'z']]);
});

test('transactions are granted, and a reset connection says so', async () => {
  const connection = await connectTo(store);
  await new Promise<void>((resolve, reject) => {
    connection.beginTransaction((error) => (error ? reject(error) : resolve()));
  });
  await ask(connection, 'select 1');
  await new Promise<void>((resolve, reject) => {
    connection.commitTransaction((error) => (error ? reject(error) : resolve()));
  });
  await new Promise<void>((resolve, reject) => {
    connection.reset((error) => (error ? reject(error) : resolve()));
  });
  const { rows } = await ask(connection, 'select 2');
  connection.close();

  assert.deepEqual(rows, [[2]]);
});

test('the columns of a query are described without running it, and so is its error', async () => {
  const connection = await connectTo(store);
  const sql =
    'select name, system_type_name, error_number from sys.dm_exec_describe_first_result_set(@query, @declared, 0)';
  const declared = '@desde date, @hasta date';
  const good = await ask(connection, sql, { query: defaultQuery, declared });
  const bad = await ask(connection, sql, { query: 'select fehca from dbo.ventas', declared });
  connection.close();

  assert.deepEqual(good.rows.slice(0, 3), [
    ['fecha', 'date', null],
    ['fecha_hora', 'datetime2(3)', null],
    ['caja', 'varchar(10)', null],
  ]);
  assert.equal(good.rows.length, 19);
  assert.deepEqual(bad.rows, [[null, null, 207]]);
});
