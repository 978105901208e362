import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeQuery } from '#lib/sources/check-query';
import { selectProblem } from '#lib/sources/select-only';
import { defaultQuery, defaultStockQuery } from '#lib/sources/sql-server-query';
import { sqlTokens } from '#lib/sources/sql-tokens';
import { hostileQueries, legitimateQueries } from '#lib/sources/testing/sql-queries';

test(`${legitimateQueries.length} queries of stores are taken, and both of ours`, () => {
  const all = [...legitimateQueries, defaultQuery, defaultStockQuery];

  assert.deepEqual(
    all.map((query) => [query, judgeQuery(query).problem]).filter(([, problem]) => problem !== null),
    [],
  );
});

test(`${hostileQueries.length} texts that are more or other than one SELECT are refused by the first check alone`, () => {
  assert.ok(new Set(hostileQueries).size >= 200);
  assert.deepEqual(
    hostileQueries.filter((query) => selectProblem(query) === null),
    [],
  );
});

test('a refusal names what is wrong and the line of the query', () => {
  assert.equal(
    judgeQuery('select 1\n; drop table t').problem,
    'not one plain SELECT: a semicolon: leave it out, one SELECT needs none, in line 2',
  );
  assert.match(judgeQuery('select *\nfrom a\ninto b').problem ?? '', /the word INTO, in line 3/);
  assert.match(
    judgeQuery('with a as (select 1 as b) select b from a').problem ?? '',
    /WITH cannot stand in a derived table/,
  );
  assert.match(judgeQuery('select ‘a’').problem ?? '', /U\+2018 outside of quotes, in line 1/);
});

test('a query that the parser cannot read is judged by the first check, and a warning says so', () => {
  const query = 'select fecha from POS..ventas';

  assert.equal(selectProblem(query), null);
  assert.match(judgeQuery(query).warning ?? '', /second check cannot read/);
  assert.deepEqual(judgeQuery('select fecha from dbo.ventas'), { problem: null, warning: null });
});

/** Puts a hostile text where a value stands; doubled quotes keep it there. */
test('whatever stands in a text, in quoted names and in comments stays there', () => {
  const inside = fc
    .oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileQueries))
    .map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(inside, (text) => {
      const quoted = `'${text.replaceAll("'", "''")}'`;
      const bracketed = `[${text.replaceAll(']', ']]')}]`;
      const tokens = sqlTokens(`select ${quoted}, ${bracketed}, 1`);
      assert.ok(Array.isArray(tokens));
      assert.deepEqual(
        tokens.map(({ kind }) => kind),
        ['word', 'text', 'sign', 'name', 'sign', 'number'],
      );
    }),
    { numRuns: 500 },
  );
});

test('no text takes long to judge', () => {
  const long = [
    '('.repeat(20_000),
    "'".repeat(19_999),
    '/*'.repeat(10_000),
    `select ${'a.'.repeat(9_000)}`,
    `select ${'((((((((1'.repeat(2000)}`,
  ];
  const from = performance.now();
  for (const text of [
    ...long,
    `select ${'('.repeat(30)}1${')'.repeat(30)}`,
    `select ${'case when 1=1 then '.repeat(30)}1`,
  ])
    judgeQuery(text);

  assert.ok(performance.now() - from < 3000);
});
