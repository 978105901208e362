import assert from 'node:assert/strict';
import test from 'node:test';
import { gapView, nextSort, storesSorted } from '#lib/client/gap-view';
import { storesShown } from '#lib/contract/gap-choice';
import { StoreGap } from '#lib/contract/overview';

function store(storeId: string, name: string, change: Record<string, unknown> = {}): StoreGap {
  return StoreGap.parse({
    storeId,
    name,
    active: true,
    hold: null,
    rows: 10,
    lastDay: '2026-11-21',
    daysBehind: 0,
    completeness: 1,
    ranges: [],
    dayState: 'verified',
    underWay: 0,
    failure: null,
    recommendation: null,
    ...change,
  });
}

const range = { from: '2026-11-01', to: '2026-11-02', days: 2, state: 'missing' };
const stores = [
  store('tienda_01', 'PERIFERICO', { rows: 30 }),
  store('tienda_02', 'MAÑONGO', { rows: 20, daysBehind: 5, dayState: 'missing', lastDay: '2026-11-16' }),
  store('tienda_03', 'SAN DIEGO', { ranges: [range], completeness: 0.9 }),
];
const view = (address: string) => gapView(new URLSearchParams(address));
const ids = (found: StoreGap[]) => found.map(({ storeId }) => storeId);

test('the tiles choose the stores that are out of date, or that have old gaps', () => {
  assert.deepEqual(ids(storesShown(stores, view('show=behind'))), ['tienda_02']);
  assert.deepEqual(ids(storesShown(stores, view('show=gaps'))), ['tienda_03']);
  assert.deepEqual(ids(storesShown(stores, view('show=nonsense'))), ['tienda_01', 'tienda_02', 'tienda_03']);
});

test('a store is found by part of its name or id, without its accents', () => {
  assert.deepEqual(ids(storesShown(stores, view('find=manon'))), ['tienda_02']);
  assert.deepEqual(ids(storesShown(stores, view('find=_03 die'))), ['tienda_03']);
});

test('a column sorts, sorts the other way, and then the worst come first again', () => {
  assert.deepEqual(ids(storesSorted(stores, view('sort=rows'))), ['tienda_03', 'tienda_02', 'tienda_01']);
  assert.deepEqual(ids(storesSorted(stores, view('sort=-rows'))), ['tienda_01', 'tienda_02', 'tienda_03']);
  assert.deepEqual(ids(storesSorted(stores, view(''))), ['tienda_02', 'tienda_03', 'tienda_01']);
  assert.deepEqual(
    ['', 'sort=rows', 'sort=-rows'].map((address) => nextSort(view(address), 'rows')),
    ['rows', '-rows', null],
  );
});
