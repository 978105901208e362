import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  gapActs,
  hasProblem,
  inOrder,
  lagTone,
  openProblems,
  recoverableDays,
  shortStoreId,
  stripOf,
  worstFirst,
} from '#lib/client/store-gaps';
import { StoreGap } from '#lib/contract/overview';

const whole = {
  storeId: 'tienda_01',
  name: 'PERIFERICO',
  active: true,
  hold: null,
  rows: 10,
  firstSaleOn: '2026-11-01',
  lastDay: '2026-11-21',
  daysBehind: 0,
  completeness: 1,
  ranges: [],
  dayState: 'verified',
  underWay: 0,
  failure: null,
  recommendation: null,
};

function store(storeId: string, change: Record<string, unknown> = {}): StoreGap {
  return StoreGap.parse({ ...whole, storeId, ...change });
}

const late = store('tienda_02', {
  dayState: 'missing',
  daysBehind: 5,
  completeness: 0.97,
  recommendation: { action: 'update', from: '2026-11-17', to: '2026-11-21', days: 5, minutes: 10 },
});
const held = store('tienda_03', { dayState: 'on_hold', daysBehind: 13, hold: { until: null, reason: 'moving' } });
const holed = store('tienda_04', {
  completeness: 0.99,
  ranges: [{ from: '2024-12-25', to: '2024-12-31', days: 7, state: 'missing' }],
  recommendation: { action: 'recover', from: '2024-12-25', to: '2024-12-31', days: 7, minutes: 14 },
});

test('a store with old holes has a problem although its last day is whole', () => {
  assert.equal(hasProblem(store('tienda_01')), false);
  assert.equal(hasProblem(holed), true);
});

test('the worst store comes first, the healthy ones after it, those on hold last', () => {
  const order = [store('tienda_01'), held, holed, late].toSorted(worstFirst).map(({ storeId }) => storeId);
  assert.deepEqual(order, ['tienda_02', 'tienda_04', 'tienda_01', 'tienda_03']);
});

test('rows keep their places while their states change, and a new store comes last', () => {
  const order = ['tienda_02', 'tienda_01'];
  const stores = [store('tienda_00'), store('tienda_01', { dayState: 'missing' }), store('tienda_02')];
  assert.deepEqual(
    inOrder(stores, order).map(({ storeId }) => storeId),
    ['tienda_02', 'tienda_01', 'tienda_00'],
  );
});

test('only stores whose day is open and that are not on hold are open problems', () => {
  assert.deepEqual(openProblems([store('tienda_01'), held, holed, late]), [late]);
});

test('what can be recovered is what is missing, without stores on hold and days under way', () => {
  const missing = [{ from: '2026-11-17', to: '2026-11-21', days: 5, state: 'missing' }];

  assert.equal(
    recoverableDays([holed, { ...held, ranges: late.ranges }, store('tienda_05', { ranges: missing, underWay: 2 })]),
    10,
  );
});

test('a store that is behind and has an old hole can be updated or recovered; one of them is advised', () => {
  const both = store('tienda_06', {
    lastDay: '2026-11-19',
    ranges: [
      { from: '2026-11-03', to: '2026-11-04', days: 2, state: 'missing' },
      { from: '2026-11-20', to: '2026-11-21', days: 2, state: 'missing' },
    ],
    recommendation: { action: 'update', from: '2026-11-20', to: '2026-11-21', days: 2, minutes: 4 },
  });

  assert.deepEqual(gapActs(both), [
    { action: 'update', from: '2026-11-20', to: '2026-11-21', days: 2, minutes: 4, advised: true },
    { action: 'recover', from: '2026-11-03', to: '2026-11-04', days: 2, minutes: 4, advised: false },
  ]);
  assert.deepEqual(gapActs(store('tienda_01')), []);
});

test('days that were all tried are tried again', () => {
  const tried = store('tienda_07', {
    lastDay: '2026-11-20',
    ranges: [{ from: '2026-11-21', to: '2026-11-21', days: 1, state: 'partial' }],
    recommendation: { action: 'retry', from: '2026-11-21', to: '2026-11-21', days: 1, minutes: 1 },
  });

  assert.equal(gapActs(tried)[0]?.action, 'retry');
});

test('a week behind is orange, more is red', () => {
  assert.deepEqual([0, 1, 7, 8].map(lagTone), ['ok', 'warn', 'warn', 'bad']);
});

test('a cell of the strip shows the number of its store', () => {
  assert.equal(shortStoreId('tienda_07'), '07');
  assert.equal(shortStoreId('centro'), 'cen');
});

test('a strip shows every active store by its id; of many only those that are not well, the others are counted', () => {
  const few = [store('tienda_02'), store('tienda_01'), store('tienda_03', { active: false })];
  const strip = stripOf(few);
  assert.deepEqual([strip.shown.map(({ storeId }) => storeId), strip.counted], [['tienda_01', 'tienda_02'], []]);

  const many = Array.from({ length: 200 }, (_, n) => store(`tienda_${100 + n}`));
  const ofMany = stripOf([
    ...many.slice(3),
    late,
    store('tienda_010', { dayState: 'closed' }),
    store('tienda_011', { dayState: 'loaded' }),
  ]);
  assert.deepEqual(ofMany.shown, [late]);
  assert.deepEqual(ofMany.counted, [
    { state: 'loaded', stores: 1 },
    { state: 'verified', stores: 197 },
    { state: 'closed', stores: 1 },
  ]);

  const allLate = stripOf(many.map((each) => ({ ...each, dayState: 'missing' as const })));
  assert.deepEqual([allLate.shown.length, allLate.counted], [64, [{ state: 'missing', stores: 136 }]]);
});
