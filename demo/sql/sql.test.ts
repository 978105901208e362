import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Batch, runBatch } from '#demo/sql/run-batch';
import { blockOfRows, scanOf } from '#demo/sql/scan';
import { materialize, type Result } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';
import { date, decimal, int, nvarchar, typeText, type Value, varchar } from '#demo/sql/types';
import { textMaker } from '#demo/sql/value-text';

const columns = [
  { name: 'id', type: int, nullable: false },
  { name: 'tienda', type: varchar(20), nullable: false },
  { name: 'nombre', type: nvarchar(40), nullable: true },
  { name: 'monto', type: decimal(18, 4), nullable: true },
  { name: 'fecha', type: date, nullable: false },
];
const rows: Value[][] = [
  [1, 'a', 'Piña', 100_001n, 20_378],
  [2, 'a', 'ñame', null, 20_378],
  [3, 'b', null, 200_002n, 20_379],
  [4, 'B', 'Ají', -50_000n, 20_380],
];
const lineColumns = [
  { name: 'venta', type: int, nullable: false },
  { name: 'unidades', type: int, nullable: false },
];
const lines: Value[][] = [
  [1, 2],
  [1, 3],
  [4, 5],
];
const tables: Record<string, ReturnType<typeof scanOf>> = {
  ventas: scanOf(columns, blockOfRows(columns.length, rows)),
  lineas: scanOf(lineColumns, blockOfRows(lineColumns.length, lines)),
};
const catalog = { table: (path: readonly string[]) => tables[path.at(-1)?.toLowerCase() ?? ''] };
const nowMs = Date.UTC(2025, 9, 17, 12);

function resultOf(sql: string, parameters: Batch['parameters'] = new Map()): Result {
  const session = { formatOnly: false, globals: new Map() };
  for (const outcome of runBatch({ sql, parameters }, { catalog, nowMs, offsetMinutes: -240 }, session))
    if (outcome.kind === 'rows') return outcome.result;
  throw new Error('no rows');
}

/** The rows of a query as text, in the form that CAST gives them. */
function ask(sql: string, parameters?: Batch['parameters']): (string | null)[][] {
  const result = resultOf(sql, parameters);
  const makers = result.columns.map(({ type }) => textMaker(type, 0));
  const block = materialize(result);
  return Array.from({ length: block.count }, (_, row) =>
    block.columns.map((column, index) => {
      const value = column[row] ?? null;
      return value === null ? null : (makers[index]?.(value) ?? null);
    }),
  );
}

function errorOf(sql: string): [number, number] {
  try {
    ask(sql);
  } catch (error) {
    if (error instanceof SqlError) return [error.number, error.line];
    throw error;
  }
  throw new Error(`no error from: ${sql}`);
}

test('decimals are added, multiplied and divided exactly, with SQL Server’s precision and scale', () => {
  const { columns: types } = resultOf(
    'select monto + monto, monto * monto, monto / 3, sum(monto) over_all from ventas group by monto',
  );

  assert.deepEqual(
    types.map(({ type }) => typeText(type)),
    ['decimal(19,4)', 'decimal(37,8)', 'decimal(20,6)', 'decimal(38,4)'],
  );
  assert.deepEqual(ask('select 0.1 + 0.2, 999999999999.9999 + 0.0001, 10.01 * 3, 1.0 / 3, 7 / 2, -7 % 3'), [
    ['0.3', '1000000000000.0000', '30.03', '0.333333', '3', '-1'],
  ]);
});

test('bytes of text are compared as bytes, text by the collation', () => {
  const both = `from (select N'a' as x union all select N'A' union all select N'a ') as v`;
  assert.deepEqual(ask(`select count(distinct x), count(distinct cast(x as varbinary(4))) ${both}`), [['1', '3']]);
  assert.deepEqual(errorOf('select cast(12.5 as varbinary(4))')[0], 529);
});

test('casts print and round as SQL Server does', () => {
  const sql = `select cast(cast(2.00005 as decimal(18, 4)) as nvarchar(40)), cast(12.345 as int), cast('  12 ' as int),
    convert(nvarchar(33), cast('2025-10-17T08:05:09.120' as datetime2(3)), 126),
    convert(nvarchar(33), cast('2025-10-17T08:05:09' as datetime2(3)), 126),
    convert(nvarchar(10), cast('20251017' as date), 23), convert(varchar(8), cast('2025-10-17' as date), 112),
    cast(N'demasiado' as nvarchar(3)), cast(0.5 as bit), cast(cast(1.5 as money) as varchar(20)), try_cast('x' as int)`;

  assert.deepEqual(ask(sql), [
    [
      '2.0001',
      '12',
      '12',
      '2025-10-17T08:05:09.120',
      '2025-10-17T08:05:09',
      '2025-10-17',
      '20251017',
      'dem',
      '1',
      '1.50',
      null,
    ],
  ]);
});

test('rows are chosen with and, or, not, in, between, like and null', () => {
  const chosen = (where: string) => ask(`select id from ventas where ${where}`).flat().join('');

  assert.equal(chosen("tienda = 'A' and (monto > 5 or monto is null)"), '12');
  assert.equal(chosen("not (tienda in ('a', 'x'))"), '34');
  assert.equal(chosen('monto between 1 and 15'), '1');
  assert.equal(chosen('monto not between 1 and 15'), '34');
  assert.equal(chosen("nombre like 'P%' or nombre like '_am[e-f]'"), '12');
  assert.equal(chosen('nombre is not null and id <> 4'), '12');
  assert.equal(chosen('monto not in (10.0001, null)'), '');
  assert.equal(chosen("(case when id > 2 then 'tarde' else 'pronto' end) = 'tarde'"), '34');
  assert.equal(chosen("fecha >= '2025-10-18' and fecha < dateadd(day, 1, '2025-10-18')"), '3');
});

test('groups count, sum, average and keep distinct values apart, nulls left out', () => {
  assert.deepEqual(
    ask(`select tienda, count(*), count(monto), sum(monto), avg(monto), min(id), max(nombre) from ventas
         group by tienda having count(*) > 1 order by tienda`),
    [
      ['a', '2', '1', '10.0001', '10.000100', '1', 'Piña'],
      ['b', '2', '2', '15.0002', '7.500100', '3', 'Ají'],
    ],
  );
  assert.deepEqual(ask('select count_big(*), count(distinct tienda), sum(monto), count(distinct monto) from ventas'), [
    ['4', '2', '25.0003', '3'],
  ]);
  assert.deepEqual(ask('select count(*), sum(monto) from ventas where id > 100'), [['0', null]]);
  assert.deepEqual(ask('select sum(id) + 1, max(id) * 2 from ventas'), [['11', '8']]);
});

test('joins find their lines, and a left join keeps the rows without', () => {
  assert.deepEqual(
    ask('select v.id, l.unidades from ventas v inner join lineas as l on l.venta = v.id order by v.id, l.unidades'),
    [
      ['1', '2'],
      ['1', '3'],
      ['4', '5'],
    ],
  );
  assert.deepEqual(
    ask(`select v.id, sum(isnull(l.unidades, 0)) from ventas v left join lineas l on v.id = l.venta and l.unidades > 2
         group by v.id order by 2 desc, 1`),
    [
      ['4', '5'],
      ['1', '3'],
      ['2', '0'],
      ['3', '0'],
    ],
  );
});

test('rows are sorted, nulls first, and cut by top, offset and fetch', () => {
  assert.deepEqual(ask('select top 2 id from ventas order by monto desc'), [['3'], ['1']]);
  assert.deepEqual(ask('select top (1) id from ventas order by monto'), [['2']]);
  assert.deepEqual(ask('select id as numero from ventas order by numero desc offset 1 rows fetch next 2 rows only'), [
    ['3'],
    ['2'],
  ]);
  assert.deepEqual(ask('select distinct upper(tienda) as t from ventas order by t'), [['A'], ['B']]);
  assert.deepEqual(ask('select id from ventas where id = 1 union all select 9 order by id desc'), [['9'], ['1']]);
});

test('a derived table melts into the query around it, a grouped one is computed first', () => {
  assert.deepEqual(
    ask("select t.doble from (select id * 2 as doble, tienda from ventas where id < 4) as t where t.tienda = 'a'"),
    [['2'], ['4']],
  );
  assert.deepEqual(ask('select sum(t.n) from (select tienda, count(*) as n from ventas group by tienda) as t'), [
    ['4'],
  ]);
});

test('texts and dates have their functions', () => {
  assert.deepEqual(
    ask(`select len(N'Ñandú  '), upper(N'ñ'), ltrim(rtrim('  x ')), substring('tienda', 2, 3), left('tienda', 3),
           right('00000000' + cast(42 as varchar(10)), 8), replace('a-b', '-', '/'), concat('a', null, 1), coalesce(null, 'z'),
           isnull(null, 'y'), nullif(1, 1), charindex('d', 'tienda'), abs(-1.5), round(2.345, 2), iif(1 = 1, 's', 'n')`),
    [['5', 'Ñ', 'x', 'ien', 'tie', '00000042', 'a/b', 'a1', 'z', 'y', null, '5', '1.5', '2.350', 's']],
  );
  assert.deepEqual(
    ask(`select year('2025-10-17'), datepart(weekday, cast('2025-10-17' as date)), datediff(day, '2025-10-17', '2025-11-01'),
           cast(dateadd(month, 1, '2025-01-31') as date), cast(getdate() as date), datediff(minute, sysutcdatetime(), getdate())`),
    [['2025', '6', '15', '2025-02-28', '2025-10-17', '-240']],
  );
});

test('each mistake has SQL Server’s number and its line', () => {
  assert.deepEqual(errorOf('select id,\n falsa from ventas'), [207, 2]);
  assert.deepEqual(errorOf('select * from nada'), [208, 1]);
  assert.deepEqual(errorOf('select v.x from ventas t'), [4104, 1]);
  assert.deepEqual(errorOf('select id from ventas, lineas as l, ventas as w'), [209, 1]);
  assert.deepEqual(errorOf('select id from ventas where'), [102, 1]);
  assert.deepEqual(errorOf('select id\nfrom from ventas'), [156, 2]);
  assert.deepEqual(errorOf("select 'abierto"), [105, 1]);
  assert.deepEqual(errorOf("select cast('12a' as int)"), [245, 1]);
  assert.deepEqual(errorOf("select\ncast('x' as decimal(9, 2))"), [8114, 2]);
  assert.deepEqual(errorOf("select cast('2025-02-30' as date)"), [241, 1]);
  assert.deepEqual(errorOf('select cast(3000000000 as int)'), [8115, 1]);
  assert.deepEqual(errorOf('select cast(1000 as decimal(5, 3))'), [8115, 1]);
  assert.deepEqual(errorOf('select 1 / 0'), [8134, 1]);
  assert.deepEqual(errorOf('select tienda, count(*) from ventas'), [8120, 1]);
  assert.deepEqual(errorOf('select a from (select id, id from ventas) as t'), [8156, 1]);
  assert.deepEqual(errorOf('select 1 from (select id + 1 from ventas) as t'), [8155, 1]);
  assert.deepEqual(errorOf('select 1 from (select id from ventas order by id) as t'), [1033, 1]);
  assert.deepEqual(errorOf('select desconocida(1)'), [195, 1]);
  assert.deepEqual(errorOf("raiserror(N'cerrado', 16, 3)"), [50000, 1]);
  assert.deepEqual(errorOf('exec sp_nada'), [2812, 1]);
});

test('a batch with a mistake of syntax anywhere runs nothing of it', () => {
  const outcomes = runBatch(
    { sql: 'select 1; selec 2', parameters: new Map() },
    { catalog, nowMs, offsetMinutes: 0 },
    { formatOnly: false, globals: new Map() },
  );

  assert.throws(() => outcomes.next(), /Incorrect syntax near 'selec'/);
});
