import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';

const first = '2025-10-01';

/** The chunks as they are kept, and as the days say. */
async function bothOf({ sql }: TestDatabase): Promise<[unknown, unknown]> {
  const kept = await sql`
    select store_id, chunk, verified, partial, rows, first_sale_on::text, load_ms, loads
    from store_day_chunks where loads > 0 order by 1, 2`;
  const counted = await sql`
    select store_id, (day - date '2000-01-01') >> 5 as chunk,
           coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) filter (where state = 'verified'), 0) as verified,
           coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) filter (where state = 'partial'), 0) as partial,
           sum(rows)::bigint as rows, (min(day) filter (where rows > 0))::text as first_sale_on,
           coalesce(sum(load_ms), 0)::bigint as load_ms, count(load_ms)::int as loads
    from store_days group by 1, 2 order by 1, 2`;
  return [[...kept], [...counted]];
}

async function withDays(t: TestContext, days: number): Promise<TestDatabase> {
  const database = await testDatabase(t);
  await database.sql`
    insert into store_days (store_id, dataset, day, state, rows, load_ms)
    select 'tienda_0' || s, 'ventas', ${first}::date + n, case when n % 7 = 0 then 'partial' else 'verified' end, n, n * 100
    from generate_series(1, 3) s, generate_series(0, ${days}::int - 1) n`;
  return database;
}

test('chunks say what the days say, after inserting, changing and deleting many at once', async (t) => {
  const database = await withDays(t, 100);
  const inserted = await bothOf(database);
  await database.sql`update store_days set state = 'missing', rows = 0 where extract(day from day) between 5 and 9`;
  const changed = await bothOf(database);
  await database.sql`delete from store_days where store_id = 'tienda_02' or day > ${first}::date + 40`;
  const deleted = await bothOf(database);

  for (const [kept, counted] of [inserted, changed, deleted]) assert.deepEqual(kept, counted);
});

test('two who write days of one chunk at the same time see each other', async (t) => {
  const database = await withDays(t, 1);
  const { sql } = database;
  const write = (day: number) =>
    sql.begin(async (tx) => {
      await tx`insert into store_days (store_id, dataset, day, state, rows, load_ms)
               values ('tienda_01', 'ventas', ${first}::date + ${day}::int, 'verified', 5, 100)`;
    });

  await Promise.all(Array.from({ length: 12 }, (_, index) => write(index + 1)));
  const [kept, counted] = await bothOf(database);

  assert.deepEqual(kept, counted);
});
