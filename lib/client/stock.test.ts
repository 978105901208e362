import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsAttention, urgentFirst, wholeText } from '#lib/client/stock';
import type { StoreStock } from '#lib/contract/stock';

const fresh: StoreStock = {
  ...{ storeId: 'tienda_01', name: 'PERIFERICO', active: true, hold: null, state: 'verified', freshness: 'fresh' },
  ...{ products: 3, units: '3.0000', value: '9.0000', takenAt: '2025-10-18T10:30:00Z', ageMinutes: 30 },
  ...{ verifiedAt: '2025-10-18T10:30:00Z', proof: null, loadMs: 900, underWay: false, failure: null },
};
const never = { ...fresh, storeId: 'tienda_03', freshness: 'never', takenAt: null, ageMinutes: null } as const;
const late = { ...fresh, storeId: 'tienda_02', freshness: 'late', ageMinutes: 3000 } as const;

test('stores to look at come first, the one never taken before the oldest', () => {
  const order = urgentFirst([{ ...fresh, storeId: 'tienda_09' }, fresh, late, never]).map(({ storeId }) => storeId);

  assert.deepEqual(order, ['tienda_03', 'tienda_02', 'tienda_01', 'tienda_09']);
});

test('a fresh snapshot that was not proved, or whose last try failed, is looked at; an inactive store is not', () => {
  assert.equal(needsAttention(fresh), false);
  assert.equal(needsAttention({ ...fresh, state: 'partial' }), true);
  assert.equal(needsAttention({ ...late, active: false }), false);
});

test('a value is rounded to whole units without losing a digit of a large one', () => {
  assert.equal(wholeText('123456789012345678.5000', 'en'), '123,456,789,012,345,679');
  assert.equal(wholeText('-2.4999', 'es'), '-2');
  assert.equal(wholeText('0.0000', 'es'), '0');
});
