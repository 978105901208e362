import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { walBytesOf } from '#lib/warehouse/disk-space';
import { loadSlice, openFor, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { SliceReplacement } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
after(remove);

const day = '2025-10-02';
const fill: SliceReplacement['fill'] = (append) => append(salesBatch(saleLines(day, 2000)));

test('the log of a load is taken into the file once it is larger than its threshold', async (t) => {
  const file = join(folder, 'due.db');
  const warehouse = await openFor(t, file, { checkpointBytes: 1000 });

  await loadSlice(warehouse, { fill });

  for (let tries = 0; walBytesOf(file) > 0 && tries < 200; tries++) await delay(25);
  assert.equal(walBytesOf(file), 0);
});

test('below its threshold the log stays, and closing takes it into the file', async (t) => {
  const file = join(folder, 'not-due.db');
  const warehouse = await openFor(t, file);

  await loadSlice(warehouse, { fill });
  assert.ok(walBytesOf(file) > 0);
  await warehouse.close();

  assert.equal(walBytesOf(file), 0);
});
