import assert from 'node:assert/strict';
import test from 'node:test';
import type { Figures, LedgerLine, Proof } from '#lib/contract/store-day';
import { stateAfter } from '#lib/sales/state-after';

const figures = (rows: number): Figures => ({ rows, units: `${rows}.0000`, amount: `${rows}.0000`, tickets: 200 });
const lineOf = (state: LedgerLine['state']): LedgerLine => ({
  ...{ dataset: 'ventas', storeId: 'tienda_01', day: '2025-10-20', source: 'sql-server', state, duplicates: 0 },
  ...{ figures: figures(600), sourceFigures: figures(600), runId: '1', stepId: '1', attempt: 1 },
  loadedAt: '2025-10-21T09:00:00Z',
});
const proofOf = (after: number): Proof => ({
  ...{ before: figures(600), arrived: figures(700), after: figures(after), stored: figures(700), duplicates: 0 },
  ...{ dayOver: true, provedAt: '2025-10-22T09:00:00Z' },
});

test('a verified day whose source counts more by now has drifted, though the slice was kept', () => {
  assert.equal(stateAfter(lineOf('verified'), { state: 'verified', proof: proofOf(800) }), 'drifted');
});

test('a source that counts what is held has not changed, whatever arrived this time', () => {
  assert.equal(stateAfter(lineOf('verified'), { state: 'verified', proof: proofOf(600) }), 'verified');
});

test('a source without sales of a day that is held has drifted', () => {
  assert.equal(stateAfter(lineOf('verified'), { state: 'missing', proof: null }), 'drifted');
});

test('a partial day stays partial', () => {
  assert.equal(stateAfter(lineOf('partial'), { state: 'partial', proof: proofOf(800) }), 'partial');
});

test('an attempt that asked nothing tells nothing', () => {
  assert.equal(stateAfter(lineOf('verified'), null), 'verified');
  assert.equal(stateAfter(null, null), 'missing');
});
