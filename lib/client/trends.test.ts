import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankedLoads, successShare, trendBars, trendView, worstGaps } from '#lib/client/trends';
import { addDays } from '#lib/contract/day';

test('an address that makes no sense shows what the page shows by itself', () => {
  const usual = { days: 30, store: null, metric: 'medianLoadMs', asTable: false };

  assert.deepEqual(trendView(new URLSearchParams('days=12&store=NO SUCH&metric=x&view=y')), usual);
  assert.deepEqual(trendView(new URLSearchParams('days=365&store=tienda_01&metric=medianRows&view=table')), {
    ...{ days: 365, store: 'tienda_01', metric: 'medianRows', asTable: true },
  });
});

test('a month is shown by days, a year by weeks that end with the last day', () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ day: addDays('2025-01-01', index), verified: 2, partial: 1, missing: 0, excused: 1 },
    }));
  const year = trendBars(days(365));

  const closed = { day: '2024-12-31', verified: 0, partial: 0, missing: 0, excused: 0 };

  assert.equal(trendBars([closed, ...days(30)]).length, 30);
  assert.equal(year.length, 53);
  assert.deepEqual(year[0], { from: '2025-01-01', to: '2025-01-01', verified: 2, partial: 1, missing: 0, excused: 1 });
  assert.deepEqual(year.at(-1), {
    ...{ from: '2025-12-25', to: '2025-12-31', verified: 14, partial: 7, missing: 0, excused: 7 },
  });
});

test('success is the share of what was expected', () => {
  assert.equal(successShare({ verified: 3, partial: 0, missing: 1, excused: 5 }), 0.75);
  assert.equal(successShare({ verified: 0, partial: 0, missing: 0, excused: 5 }), null);
});

test('a chart shows the stores that are behind now before those that were', () => {
  const gap = (storeId: string, daysBehind: (number | null)[]) => ({ storeId, name: storeId, daysBehind });
  const gaps = [gap('a', [0, 0, 0]), gap('b', [9, 9, 0]), gap('c', [0, 1, 2]), gap('d', [null, null, null])];

  assert.deepEqual(
    worstGaps(gaps, 2).map(({ storeId }) => storeId),
    ['c', 'b'],
  );
});

test('loads are ranked by what is worth a look, without the stores that have none', () => {
  const load = (storeId: string, medianLoadMs: number | null, rowsPerMinute: number | null) => ({
    ...{ storeId, name: storeId, loads: 1, rows: 10, medianRows: 10, medianLoadMs, rowsPerMinute },
  });
  const loads = [load('a', 100, 50), load('b', 300, 10), load('c', null, null)];

  assert.deepEqual(
    rankedLoads(loads, 'medianLoadMs', 5).map(({ storeId }) => storeId),
    ['b', 'a'],
  );
  assert.deepEqual(
    rankedLoads(loads, 'rowsPerMinute', 1).map(({ storeId }) => storeId),
    ['b'],
  );
});
