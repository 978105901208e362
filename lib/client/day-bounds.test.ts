import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOfDay } from '#lib/client/day-bounds';

test('a day begins at its own midnight, wherever the zone is', () => {
  assert.equal(startOfDay('2026-11-22', 'America/Caracas'), '2026-11-22T04:00:00.000Z');
  assert.equal(startOfDay('2026-11-22', 'Pacific/Kiritimati'), '2026-11-21T10:00:00.000Z');
  assert.equal(startOfDay('2026-11-22', 'Asia/Kathmandu'), '2026-11-21T18:15:00.000Z');
});

test('where clocks jump over midnight the day begins after the jump', () => {
  assert.equal(startOfDay('2026-09-06', 'America/Santiago'), '2026-09-06T04:00:00.000Z');
});
