import assert from 'node:assert/strict';
import test from 'node:test';
import { presets } from '#lib/client/day-presets';

test('the usual periods end with the last day, last month with its own', () => {
  const periods = Object.fromEntries(
    presets('2026-03-02', '2026-03-03').map(({ name, from, to }) => [name, `${from} ${to}`]),
  );

  assert.deepEqual(periods, {
    yesterday: '2026-03-02 2026-03-02',
    lastSeven: '2026-02-24 2026-03-02',
    thisMonth: '2026-03-01 2026-03-02',
    lastMonth: '2026-02-01 2026-02-28',
  });
});

test('where today can be chosen it is named, and yesterday is still the day before', () => {
  const [first, second, third] = presets('2026-03-02', '2026-03-02');

  assert.deepEqual(first, { name: 'today', from: '2026-03-02', to: '2026-03-02' });
  assert.deepEqual(second, { name: 'yesterday', from: '2026-03-01', to: '2026-03-01' });
  assert.equal(third?.to, '2026-03-02');
});
