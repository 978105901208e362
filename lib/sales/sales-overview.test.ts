import assert from 'node:assert/strict';
import test from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { addDays } from '#lib/contract/day';
import { insertRun, insertSteps } from '#lib/runs/testing/insert-runs';
import { usualDay } from '#lib/sales/expected-sales';
import { changeOf } from '#lib/sales/figures';
import { salesOverview } from '#lib/sales/sales-overview';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const day = '2025-10-21';
const clock = { now: new Date('2025-10-22T12:00:00Z'), zone: 'America/Caracas' };
const weekday = (weeks: number) => addDays(day, -7 * weeks);

test('the expected sales of a day are the exact median of its last eight verified weekdays', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-01-01' });
  for (const [weeks, amount] of [
    [1, '100.0001'],
    [2, '400.0000'],
    [3, '200.0002'],
    [4, '300.0000'],
  ] as const) {
    await addStoreDays(db, 'tienda_01', { verified: [weekday(weeks)] }, { rows: weeks * 10, amount });
  }
  await addStoreDays(
    db,
    'tienda_01',
    { partial: [weekday(5)], verified: [addDays(day, -1)] },
    { rows: 9, amount: '1' },
  );

  const usual = await usualDay(db, { storeId: 'tienda_01', day });

  assert.deepEqual(usual, { rows: 25, amount: '250.0001', days: [4, 3, 2, 1].map(weekday) });
  assert.equal(await usualDay(db, { storeId: 'tienda_01', day: '2025-01-02' }), null);
});

test('the share of expected sales counts what each store has up to what it usually sells', async (t) => {
  const { db } = await testDatabase(t);
  for (const id of ['tienda_01', 'tienda_02', 'tienda_03']) await addStore(db, id, { firstDay: '2025-09-01' });
  const before = await salesOverview(db, clock);
  for (const id of ['tienda_01', 'tienda_02']) {
    await addStoreDays(db, id, { verified: [weekday(1), weekday(2)] }, { rows: 10, amount: '1000.0000' });
  }
  await addStoreDays(db, 'tienda_01', { verified: [day] }, { rows: 30, amount: '3000.0000' });
  await addStoreDays(db, 'tienda_02', { partial: [day] }, { rows: 5, amount: '500.0000' });

  const overview = await salesOverview(db, clock);

  assert.equal(before.expectedSalesShare, null);
  assert.equal(overview.expectedSalesShare, 0.75);
  assert.deepEqual([overview.complete, overview.expected, overview.forecast], [1, 3, null]);
});

test('the forecast goes by what each store usually takes, by what is done, and by the next try', async (t) => {
  const { db } = await testDatabase(t);
  for (const id of ['tienda_01', 'tienda_02']) {
    await addStore(db, id);
    await addStoreDays(db, id, { verified: [weekday(1)] }, { rows: 1000, loadMs: 60_000 });
  }
  const run = await insertRun(db, { state: 'running', endedAt: null, parallel: 2 });
  await insertSteps(db, run, [
    { key: `tienda_01/${day}`, state: 'running', progress: { done: 500, total: 1000, unit: 'rows' } },
    { key: `tienda_02/${day}`, state: 'pending' },
    { key: `tienda_02/${weekday(2)}`, state: 'pending' },
  ]);

  const { forecast, stores } = await salesOverview(db, clock);
  await db.execute(`update run_steps set state = 'waiting', next_attempt_at = now() + interval '20 minutes'
                    where key = 'tienda_02/${day}'`);
  const waiting = (await salesOverview(db, clock)).forecast;
  await db.execute('update runs set paused_at = now()');
  const paused = (await salesOverview(db, clock)).forecast;

  assert.deepEqual(forecast, { at: '2025-10-22T12:01:00.000Z', stores: 2 });
  assert.deepEqual(
    stores.map(({ storeId, dayState, underWay }) => [storeId, dayState, underWay]),
    [
      ['tienda_01', 'loading', 1],
      ['tienda_02', 'queued', 2],
    ],
  );
  const minutes = (Date.parse(waiting?.at ?? '') - clock.now.getTime()) / 60_000;
  assert.ok(minutes > 20 && minutes <= 21, `${minutes}`);
  assert.equal(paused, null);
});

test('a verified day that is loaded again is complete meanwhile', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  await addStoreDays(db, 'tienda_01', { verified: [day] });
  const run = await insertRun(db, { state: 'running', endedAt: null });
  await insertSteps(db, run, [{ key: `tienda_01/${day}`, state: 'running' }]);

  const { complete, stores } = await salesOverview(db, clock);

  assert.deepEqual([complete, stores[0]?.dayState], [1, 'loading']);
});

test('a difference of figures is exact, below one and below zero', () => {
  const before = { rows: 12, units: '10.5000', amount: '1000000000000000.1000', tickets: 4 };
  const after = { rows: 10, units: '10.4999', amount: '999999999999981.7000', tickets: 2 };

  assert.deepEqual(changeOf(after, before), { rows: -2, units: '-0.0001', amount: '-18.4000', tickets: -2 });
  assert.deepEqual(changeOf(before, after), { rows: 2, units: '0.0001', amount: '18.4000', tickets: 2 });
});
