import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadSlice, openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLine, saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const day = '2025-10-02';
const { folder, remove } = temporaryFolder();
let warehouse: Warehouse;

before(async () => {
  warehouse = await openSales(join(folder, 'sales.db'));
});

after(async () => {
  await warehouse.close();
  remove();
});

test('a slice arrives whole', async () => {
  const outcome = await loadSlice(warehouse, {
    fill: async (append) => {
      await append(salesBatch(saleLines(day, 5000)));
    },
  });
  console.log(
    outcome,
    await warehouse.read('select * from ventas_raw limit 1'),
    await warehouse.ledger({ dataset: 'ventas' }),
    await warehouse.status(),
  );
  assert.equal(outcome.count.stored.rows, 5000);
});
