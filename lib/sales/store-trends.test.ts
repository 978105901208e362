import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { TrendFilter } from '#lib/contract/trends';
import { keepGapHistory } from '#lib/sales/gap-history';
import { salesTrends } from '#lib/sales/store-trends';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const zone = 'America/Caracas';
const at = (day: string) => ({ now: new Date(`${day}T16:00:00Z`), zone });
const loadedOn = (day: string) => ({ loadedAt: new Date(`${day}T09:30:00Z`), loadMs: 2000, rows: 6000 });

test('each due day counts its stores by what became of them; closed ones are expected nowhere', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-03' });
  await addStore(db, 'tienda_02', { firstDay: '2025-10-04' });
  await addStore(db, 'tienda_03', { firstDay: '2025-10-01', active: false });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-03', '2025-10-04'], closed: ['2025-10-05'] });
  await addStoreDays(db, 'tienda_02', { partial: ['2025-10-04'] });

  const { days, due, to } = await salesTrends(db, TrendFilter.parse({ from: '2025-10-03' }), at('2025-10-06'));

  assert.deepEqual([due, to], ['2025-10-05', '2025-10-06']);
  assert.deepEqual(
    days.map(({ day, verified, partial, missing, excused }) => [day.slice(-2), verified, partial, missing, excused]),
    [
      ['03', 1, 0, 0, 0],
      ['04', 1, 1, 0, 0],
      ['05', 0, 0, 1, 1],
      ['06', 0, 0, 0, 0],
    ],
  );
});

test('the history says how far behind each store was; days that nobody kept are worked out from the loads', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-01' });
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-01'] }, loadedOn('2025-10-02'));
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-02', '2025-10-03', '2025-10-04'] }, loadedOn('2025-10-05'));

  await keepGapHistory(db, at('2025-10-07'));
  const { gaps, estimatedTo } = await salesTrends(db, TrendFilter.parse({ from: '2025-10-01' }), at('2025-10-07'));

  assert.deepEqual(gaps[0]?.daysBehind, [null, 0, 1, 2, 0, 1, 2]);
  assert.equal(estimatedTo, '2025-10-06');
});

test('what was seen of a day stays, and today is kept anew each time', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-05' });
  await keepGapHistory(db, at('2025-10-07'));
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-05', '2025-10-06'] }, loadedOn('2025-10-07'));

  await keepGapHistory(db, at('2025-10-07'));
  await keepGapHistory(db, at('2025-10-08'));
  const { gaps } = await salesTrends(db, TrendFilter.parse({ from: '2025-10-06' }), at('2025-10-08'));

  assert.deepEqual(gaps[0]?.daysBehind, [1, 0, 1]);
});

test('a store without loads says so, one with loads its medians and its rate', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  await addStore(db, 'tienda_02');
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-02'] }, loadedOn('2025-10-03'));
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-03'] }, { ...loadedOn('2025-10-04'), loadMs: 4000 });

  const { loads } = await salesTrends(db, TrendFilter.parse({}), at('2025-10-07'));
  const one = await salesTrends(db, TrendFilter.parse({ store: 'tienda_02' }), at('2025-10-07'));

  const { medianLoadMs, medianRows, rowsPerMinute, rows } = loads[0] ?? {};
  assert.deepEqual(
    { medianLoadMs, medianRows, rowsPerMinute, rows },
    {
      medianLoadMs: 3000,
      medianRows: 6000,
      rowsPerMinute: 120_000,
      rows: 12_000,
    },
  );
  assert.deepEqual([loads[1]?.loads, loads[1]?.medianLoadMs], [0, null]);
  assert.deepEqual(
    one.loads.map(({ storeId }) => storeId),
    ['tienda_02'],
  );
});

test('a period that is upside down or too long, and a store that is not there, are refused', async (t) => {
  const { db } = await testDatabase(t);

  await assert.rejects(salesTrends(db, TrendFilter.parse({ from: '2025-10-08' }), at('2025-10-07')), {
    code: 'invalid_input',
  });
  await assert.rejects(salesTrends(db, TrendFilter.parse({ from: '2024-01-01' }), at('2025-10-07')), {
    code: 'invalid_input',
  });
  await assert.rejects(salesTrends(db, TrendFilter.parse({ store: 'tienda_99' }), at('2025-10-07')), {
    code: 'not_found',
  });
});
