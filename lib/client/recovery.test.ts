import assert from 'node:assert/strict';
import test from 'node:test';
import { leftOutGroups } from '#lib/client/recovery';
import type { LeftOut } from '#lib/contract/recovery';

const line = (storeId: string, why: LeftOut['why'], units: number): LeftOut => ({
  storeId,
  name: storeId,
  why,
  units,
  from: '2026-11-01',
  to: '2026-11-02',
  runId: null,
  note: null,
});

test('what is left out is told by reason, what a person can change first and what is simply done last', () => {
  const groups = leftOutGroups([
    line('tienda_01', 'verified', 20),
    line('tienda_02', 'on_hold', 2),
    line('tienda_03', 'verified', 3),
  ]);

  assert.deepEqual(
    groups.map(({ why, units, lines }) => [why, units, lines.length]),
    [
      ['on_hold', 2, 1],
      ['verified', 23, 2],
    ],
  );
});
