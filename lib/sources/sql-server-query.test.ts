import assert from 'node:assert/strict';
import test from 'node:test';
import { figuresSql, pageSql, type SourceColumn } from '#lib/sources/sql-server-query';

const text: SourceColumn = {
  spec: { name: 'numero_factura', kind: 'text', nullable: false },
  ...{ name: 'NUMERO_FACTURA', castTo: 'nvarchar(20)', compareAs: 'varchar(20)' },
};
const line: SourceColumn = {
  spec: { name: 'linea', kind: 'int32', nullable: false },
  ...{ name: 'Linea', castTo: 'int', compareAs: null },
};

test('a column is asked for as the query spells it, for databases that tell case apart', () => {
  const sql = pageSql('select 1', [text, line], [text, line], false);
  assert.match(sql, /cast\(q\.\[NUMERO_FACTURA\] as nvarchar\(20\)\) as \[numero_factura\]/);
  assert.match(sql, /order by q\.\[NUMERO_FACTURA\], q\.\[Linea\]$/);
  assert.doesNotMatch(sql, /q\.\[(numero_factura|linea)\]/);
});

test('a key of one part is compared by itself', () => {
  const sql = pageSql('select 1', [text], [text], false);
  assert.match(sql, /where q\.\[NUMERO_FACTURA\] > cast\(@clave1 as varchar\(20\)\)\norder by q\.\[NUMERO_FACTURA\]$/);
});

for (const [castTo, bytes] of [
  ['nvarchar(20)', 'varbinary(40)'],
  ['nvarchar(4000)', 'varbinary(8000)'],
  ['nvarchar(max)', 'varbinary(max)'],
] as const) {
  test(`tickets of ${castTo} are counted as ${bytes}`, () => {
    const sql = figuresSql('select 1', { units: line, amount: line, ticket: { ...text, castTo } });
    assert.ok(sql.includes(`count(distinct cast(cast(q.[NUMERO_FACTURA] as ${castTo}) as ${bytes})) as facturas`), sql);
  });
}
