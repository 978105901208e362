import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkSummary, stripShares, urgentFirst } from '#lib/client/connectivity';
import type { StoreLink } from '#lib/contract/connectivity';

const link = (storeId: string, change: Partial<StoreLink> = {}): StoreLink => ({
  ...{ storeId, name: storeId, state: 'up', since: null, tcpMs: 10, loginMs: 30, medianLoginMs: 30 },
  ...{ lastProbeAt: null, lastOkAt: null, nextProbeAt: null, onHold: false, failure: null, failures: 0 },
  ...{ circuit: 'closed', strip: '.'.repeat(48), rowsPerSecond: [] },
  ...change,
});

test('stores on hold do not count, and the median is of those that answer', () => {
  const stores = [
    link('tienda_01', { loginMs: 20 }),
    link('tienda_02', { loginMs: 41 }),
    link('tienda_03', { state: 'down', loginMs: null }),
    link('tienda_04', { state: 'down', onHold: true }),
  ];

  assert.deepEqual(linkSummary({ stores }), { probed: 3, up: 2, medianMs: 31, held: 1, isWell: false });
  assert.deepEqual(linkSummary({ stores: [] }).medianMs, null);
});

test('what is down comes first, then who lets nobody in, then what nobody knows', () => {
  const stores = [
    link('tienda_01'),
    link('tienda_02', { state: 'unknown' }),
    link('tienda_03', { state: 'down', onHold: true }),
    link('tienda_04', { state: 'no_entry' }),
    link('tienda_05', { state: 'down' }),
  ];

  assert.deepEqual(
    urgentFirst(stores).map(({ storeId }) => storeId.slice(-2)),
    ['05', '04', '02', '01', '03'],
  );
});

test('a strip is told in numbers, of what is known', () => {
  assert.deepEqual(stripShares(`${'.'.repeat(40)}uuuuudmu`), { known: 8, bad: 2, upShare: 0.75 });
  assert.deepEqual(stripShares('.'.repeat(48)), { known: 0, bad: 0, upShare: null });
});
