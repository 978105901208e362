import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { readConfig } from '#lib/config';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import type { StepContext } from '#lib/runtime/define-job';
import { loadStoreDay } from '#lib/sales/load-store-day';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const storeDay = { storeId: 'tienda_01', day: '2025-10-20' };
const refused = new AppError('source_rejected', 'PERIFERICO: wrong user or password');
const down = new AppError('storage_unavailable', 'the warehouse is down');
const unused = () => Promise.reject(new Error('not asked in this test'));

type World = { database: TestDatabase; said: string[] };

async function world(t: TestContext): Promise<World> {
  const database = await testDatabase(t);
  await addStore(database.db, 'tienda_01');
  await addStoreDays(database.db, 'tienda_01', { verified: [storeDay.day] }, { rows: 600, runId: 1n, attempt: 1 });
  return { database, said: [] };
}

const warehouseWith = (ledger: () => Promise<LedgerLine[]>): Warehouse => ({
  ...{ read: unused, replaceSlice: unused, restoreSlice: unused, forgetReplaced: unused, status: unused },
  close: async () => {},
  ledger,
});

/** A step whose source fails with `error`. */
function stepOf({ database, said }: World, error: Error, change: Partial<StepContext> = {}): StepContext {
  const connection = () => Promise.reject(error);
  return {
    config: readConfig({ NODE_ENV: 'test' }),
    db: database.db,
    warehouse: warehouseWith(async () => []),
    sources: {
      sqlServer: { name: 'sql-server', open: unused, test: unused, probe: unused },
      connection,
      close: async () => {},
    },
    ...{ runId: 2n, stepId: 1n, attempt: 1, trigger: 'hand', today: '2025-10-21' },
    signal: new AbortController().signal,
    log: (_, __, about) => said.push(about?.code ?? ''),
    progress: () => {},
    fence: async () => {},
    ownsStep: async () => true,
    ...change,
  };
}

async function known({ database }: World): Promise<unknown[]> {
  const [row] = await database.sql`select state, rows, run_id, error->>'code' as code from store_days`;
  return [row?.state, Number(row?.rows), Number(row?.run_id), row?.code];
}

test('while the warehouse is down a failure is told as it is, and the store-day keeps its state and rows', async (t) => {
  const here = await world(t);
  const context = stepOf(here, refused, { warehouse: warehouseWith(() => Promise.reject(down)) });

  await assert.rejects(
    loadStoreDay(context, storeDay, () => new Date()),
    refused,
  );

  assert.deepEqual(await known(here), ['verified', 600, 2, 'source_rejected']);
});

test('an attempt that ran out of time is put on record though it was stopped', async (t) => {
  const here = await world(t);
  const late = new AppError('timed_out', 'not finished in its time');
  const context = stepOf(here, late, { signal: AbortSignal.abort(late), fence: () => Promise.reject(late) });

  await assert.rejects(
    loadStoreDay(context, storeDay, () => new Date()),
    late,
  );

  assert.deepEqual(await known(here), ['missing', 0, 2, 'timed_out']);
});

test('an attempt that lost its step to another one writes nothing', async (t) => {
  const here = await world(t);

  await assert.rejects(
    loadStoreDay(stepOf(here, refused, { ownsStep: async () => false }), storeDay, () => new Date()),
    refused,
  );

  assert.deepEqual(await known(here), ['verified', 600, 1, null]);
});

test('a failure that cannot be put on record is logged and does not replace the error', async (t) => {
  const here = await world(t);

  await assert.rejects(
    loadStoreDay(stepOf(here, refused, { ownsStep: () => Promise.reject(down) }), storeDay, () => new Date()),
    refused,
  );

  assert.ok(here.said.includes('sales.not_recorded'));
});
