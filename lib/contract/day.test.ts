import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, Day, dayInZone, daysBetween, eachDay } from '#lib/contract/day';

test('a day is a real calendar day, written YYYY-MM-DD', () => {
  assert.equal(Day.safeParse('2024-02-29').success, true);
  for (const wrong of [
    '2025-02-29',
    '2025-13-01',
    '2025-1-1',
    '25-01-01',
    '2025-10-21T00:00:00Z',
    'yesterday',
    '',
    '0000-01-01',
    '9999-12-31',
  ]) {
    assert.equal(Day.safeParse(wrong).success, false, wrong);
  }
});

test('days are added over the ends of months, years and leap days', () => {
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(addDays('2025-12-31', 1), '2026-01-01');
  assert.equal(addDays('2025-03-01', -1), '2025-02-28');
});

test('a period counts both of its ends, and a period that ends before it starts is empty', () => {
  assert.deepEqual(eachDay('2025-10-30', '2025-11-01'), ['2025-10-30', '2025-10-31', '2025-11-01']);
  assert.deepEqual(eachDay('2025-10-02', '2025-10-01'), []);
  assert.equal(daysBetween('2025-10-02', '2025-10-01'), -1);
});

test('the day of an instant is the one that clocks of the zone show', () => {
  const at = new Date('2025-10-22T03:30:00Z');

  assert.equal(dayInZone(at, 'America/Caracas'), '2025-10-21');
  assert.equal(dayInZone(at, 'UTC'), '2025-10-22');
  assert.equal(dayInZone(at, 'Australia/Lord_Howe'), '2025-10-22');
});
