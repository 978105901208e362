import assert from 'node:assert/strict';
import test from 'node:test';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { testDatabase } from '#db/testing/test-database';
import { RecoveryPlan, RecoveryWish } from '#lib/contract/recovery';
import { getRun } from '#lib/runs/get-run';
import { recoveryPlan } from '#lib/sales/recovery-plan';
import { recoveryProgress } from '#lib/sales/recovery-progress';
import { salesMatrix } from '#lib/sales/sales-matrix';
import { storeGaps } from '#lib/sales/store-gaps';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const today = '2025-10-22';
const clock = { now: new Date('2025-10-22T15:00:00Z'), zone: 'America/Caracas', today, parallel: 2 };

async function plan(db: Db, wish: Partial<RecoveryWish> = {}): Promise<RecoveryPlan> {
  return RecoveryPlan.parse(await recoveryPlan(db, { ...clock, wish: RecoveryWish.parse(wish) }));
}

const whole = { rows: 6000, loadMs: 60_000 };

/** tienda_01 misses five days after two good weeks, tienda_02 one old day. Both load 6,000 rows in a minute. */
async function twoStoresWithGaps(db: Db): Promise<void> {
  await addStore(db, 'tienda_01');
  await addStore(db, 'tienda_02', { priority: 5 });
  const days = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `2025-10-${String(from + index).padStart(2, '0')}`);
  await addStoreDays(db, 'tienda_01', { verified: days(1, 16) }, whole);
  await addStoreDays(db, 'tienda_02', { verified: [...days(1, 2), ...days(4, 21)] }, whole);
}

test('everything that is missing is planned newest first, with the rows and minutes of each store’s own loads', async (t) => {
  const { db } = await testDatabase(t);
  await twoStoresWithGaps(db);

  const { stores, ...all } = await plan(db);

  assert.deepEqual([all.from, all.to, all.units, all.rows, all.minutes], ['2025-10-03', '2025-10-21', 6, 36_000, 5]);
  assert.deepEqual(
    stores.map(({ storeId, units, rows, rowsPerMinute, minutes }) => [storeId, units, rows, rowsPerMinute, minutes]),
    [
      ['tienda_01', 5, 30_000, 6000, 5],
      ['tienda_02', 1, 6000, 6000, 1],
    ],
  );
  assert.deepEqual(all.input?.stores, ['tienda_01', 'tienda_02']);
  assert.deepEqual([all.input?.mode, all.input?.order, all.verified], ['missing', 'newest', 0]);
});

test('by priority, the store that counts more comes after yesterday', async (t) => {
  const { db } = await testDatabase(t);
  await twoStoresWithGaps(db);
  await addStore(db, 'tienda_03', { firstDay: '2025-10-20', priority: 9 });

  const { stores } = await plan(db, { from: '2025-10-03', to: '2025-10-20', order: 'priority' });

  assert.deepEqual(
    stores.map(({ storeId }) => storeId),
    ['tienda_03', 'tienda_02', 'tienda_01'],
  );
});

test('a store on hold, one whose line is down and days of another run are left out, with why', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-20', holdReason: 'road works' });
  await addStore(db, 'tienda_02', { firstDay: '2025-10-21' });
  await addStore(db, 'tienda_03', { firstDay: '2025-10-20' });
  await db.execute(sql`
    insert into links (store_id, state, circuit, failure)
    values ('tienda_02', 'down', 'open', '{"code": "source_unavailable", "message": "no answer", "params": {}}')`);
  const runId = await recoveryRun(db, [['tienda_03/2025-10-21', 'waiting']]);

  const planned = await plan(db);

  assert.deepEqual(
    planned.leftOut.map(({ storeId, why, units, note, runId: run }) => [storeId, why, units, note ?? run]),
    [
      ['tienda_01', 'on_hold', 2, 'road works'],
      ['tienda_02', 'link_down', 1, 'no answer'],
      ['tienda_03', 'in_run', 1, runId],
    ],
  );
  assert.deepEqual([planned.units, planned.stores[0]?.from], [1, '2025-10-20']);
});

test('with nothing missing there is nothing to start', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-21' });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-21'] });
  await addStore(db, 'tienda_02', { firstDay: '2026-01-01' });

  const planned = await plan(db);

  assert.deepEqual([planned.units, planned.minutes, planned.input, planned.leftOut], [0, 0, null, []]);
});

test('sales of a day on which the store was closed are no gap, and no recovery takes them', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-18' });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-18', '2025-10-19', '2025-10-21'] });
  await db.execute(sql`insert into store_calendars (store_id, closed_weekdays) values ('tienda_01', '{7}')`);

  const [gap] = await storeGaps(db, '2025-10-21');
  const matrix = await salesMatrix(db, { from: '2025-10-18', to: '2025-10-21' }, clock);
  const planned = await plan(db);
  const asked = await plan(db, { from: '2025-10-19', to: '2025-10-19' });

  assert.equal(matrix.rows[0]?.days, 'vdmv');
  assert.deepEqual(gap?.ranges, [{ from: '2025-10-20', to: '2025-10-20', days: 1, state: 'missing' }]);
  assert.deepEqual([gap?.recommendation?.days, planned.units, planned.from], [1, 1, '2025-10-20']);
  assert.deepEqual([asked.units, asked.leftOut.map(({ why, units }) => [why, units])], [0, [['closed', 1]]]);
});

test('loading all days again says how many verified ones it would replace', async (t) => {
  const { db } = await testDatabase(t);
  await twoStoresWithGaps(db);

  const planned = await plan(db, { stores: ['tienda_01'], from: '2025-10-16', to: '2025-10-18', mode: 'all' });

  assert.deepEqual([planned.units, planned.verified, planned.input?.mode], [3, 1, 'all']);
});

test('a store that is not there and a period in the future are refused', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');

  await assert.rejects(plan(db, { stores: ['tienda_77'] }), { code: 'invalid_input', message: /tienda_77/ });
  await assert.rejects(plan(db, { from: '2025-10-21', to: '2025-12-01' }), { code: 'invalid_input' });
});

test('a recovery under way says what each store has done, what is left and why it waits', async (t) => {
  const { db } = await testDatabase(t);
  await twoStoresWithGaps(db);
  const runId = await recoveryRun(db, [
    ['tienda_01/2025-10-21', 'completed'],
    ['tienda_01/2025-10-20', 'running'],
    ['tienda_01/2025-10-19', 'pending'],
    ['tienda_02/2025-10-03', 'waiting'],
  ]);

  const { stores, minutesLeft } = await recoveryProgress(db, await getRun(db, runId));

  assert.equal(minutesLeft, 2);
  assert.deepEqual(
    stores.map(({ storeId, total, done, running, waiting, minutesLeft: left }) => [
      storeId,
      total,
      done,
      running,
      waiting,
      left,
    ]),
    [
      ['tienda_01', 3, 1, 1, 0, 2],
      ['tienda_02', 1, 0, 0, 1, 1],
    ],
  );
  assert.deepEqual([stores[0]?.rows, stores[1]?.error?.message], [6000, 'no answer']);
});

/** A run that is under way, with its steps as they stand. */
async function recoveryRun(db: Db, steps: [key: string, state: string][]): Promise<string> {
  const [run] = await db.execute<{ id: string }>(sql`
    insert into runs (job, trigger, today, priority, state, input, parallel)
    values ('sales.load', 'recovery', ${today}, 0, 'running', '{}', 2)
    returning id::text`);
  const runId = run?.id ?? '';
  for (const [position, [key, state]] of steps.entries()) {
    const result = state === 'completed' ? '{"rows": 6000}' : null;
    const error = state === 'waiting' ? '{"code": "source_unavailable", "message": "no answer", "params": {}}' : null;
    await db.execute(sql`
      insert into run_steps (run_id, job, key, position, priority, state, tries_left, max_attempts, result, error)
      values (${runId}::bigint, 'sales.load', ${key}, ${position}, 0, ${state}, 1, 1, ${result}::text::jsonb, ${error}::text::jsonb)`);
  }
  return runId;
}
