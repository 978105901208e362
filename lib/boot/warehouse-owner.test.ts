import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { ownWarehouse } from '#lib/boot/warehouse-owner';
import { createLog } from '#lib/log';

const log = createLog('silent');

test('of two servers on one database one owns the warehouse, and the next gets it when that one ends', async (t) => {
  const { url } = await testDatabase(t);
  const first = await ownWarehouse(url, log);
  const second = await ownWarehouse(url, log);
  assert.deepEqual([first.owns, first.problem()], [true, null]);
  assert.equal(second.owns, false);
  assert.match(second.problem() ?? '', /another server on this database owns the warehouse/);
  await first.release();
  const third = await ownWarehouse(url, log);
  assert.equal(third.owns, true);
  await third.release();
});

test('a server with a database of its own owns its warehouse', async () => {
  const { owns, problem } = await ownWarehouse(undefined, log);
  assert.deepEqual([owns, problem()], [true, null]);
});
