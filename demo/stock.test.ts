import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fleet, startFleet } from '#demo/start-fleet';
import { ask, connectTo } from '#demo/testing/tedious-client';
import { defaultStockQuery } from '#lib/sources/sql-server-query';

const today = '2025-10-18';
let fleet: Fleet;

before(async () => {
  fleet = await startFleet({ stores: 4, linesPerDay: 300, today, days: 3 });
});
after(() => fleet.stop());

/** What the store itself counts of its stock, asked over TDS as the product asks. */
async function counted(id: string): Promise<unknown> {
  const store = fleet.stores.find((each) => each.id === id);
  assert.ok(store);
  const connection = await connectTo(store);
  const sum = (name: string) => `cast(sum(cast(q.${name} as decimal(18, 4))) as nvarchar(50))`;
  const sql = `select count(*), count(distinct q.codigo_producto), ${sum('existencia')}, ${sum('valor')}
               from (${store.stockQuery ?? defaultStockQuery}) as q`;
  const { rows } = await ask(connection, sql).finally(() => connection.close());
  const [[count, products, units, value] = []] = rows;
  assert.equal(count, products);
  return { rows: count, units, value };
}

test('every store answers with its stock to the last digit, whatever its schema', async () => {
  for (const { id } of fleet.stores) assert.deepEqual(await counted(id), fleet.expectedStock(id), id);
  assert.equal(fleet.expectedStock('tienda_01').rows, 15_000);
});

test('what is sold today is no longer in stock, and comes back when the sale does', async () => {
  const before = fleet.expectedStock('tienda_02');
  const elsewhere = fleet.expectedStock('tienda_01');

  fleet.change('tienda_02', today, { kind: 'empty' });
  const unsold = fleet.expectedStock('tienda_02');
  assert.notEqual(unsold.units, before.units);
  assert.deepEqual(await counted('tienda_02'), unsold);

  fleet.restore('tienda_02', today);
  assert.deepEqual(fleet.expectedStock('tienda_02'), before);
  assert.deepEqual(fleet.expectedStock('tienda_01'), elsewhere);
});
