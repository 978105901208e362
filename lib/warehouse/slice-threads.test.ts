import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadSlice, openFor, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
after(remove);

const day = '2025-10-02';

test('slices beside each other take one thread each, and a slice alone has all again', async (t) => {
  const warehouse = await openFor(t, join(folder, 'threads.db'));
  const seen: unknown[] = [];

  await loadSlice(warehouse, {
    slice: { storeId: 'tienda_01', day },
    fill: async (append) => {
      seen.push(await threadsOf(warehouse));
      await loadSlice(warehouse, {
        slice: { storeId: 'tienda_02', day },
        fill: async (appendOther) => {
          seen.push(await threadsOf(warehouse));
          await appendOther(salesBatch(saleLines(day, 10)));
        },
      });
      seen.push(await threadsOf(warehouse));
      await append(salesBatch(saleLines(day, 10)));
    },
  });

  assert.deepEqual(seen, ['2', '1', '2']);
});

async function threadsOf(warehouse: Warehouse): Promise<unknown> {
  const [row] = await warehouse.read(`select current_setting('threads') as "threads"`);
  return row?.threads;
}
