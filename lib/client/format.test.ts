import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countdown,
  dayText,
  decimalText,
  duration,
  instantText,
  minutesText,
  nearDay,
  offsetText,
  rangeText,
} from '#lib/client/format';

const caracas = 'America/Caracas';
const today = '2026-11-22';

test('a duration has two units at most and grows with its size', () => {
  assert.deepEqual(
    [850, 4200, 134_000, 39_900_000, 273_600_000].map((ms) => duration(ms, 'en')),
    ['850 ms', '4.2 s', '2 min 14 s', '11 h 5 min', '3 d 4 h'],
  );
  assert.deepEqual(
    [1700, 9999].map((ms) => duration(ms, 'es')),
    ['1,7 s', '10,0 s'],
  );
});

test('a countdown never shows milliseconds, an estimate never seconds', () => {
  assert.equal(countdown(400), '0 s');
  assert.equal(minutesText(0.2), '1 min');
  assert.equal(minutesText(96), '1 h 36 min');
});

test('a day names its year only when it is not this one', () => {
  assert.equal(dayText('2026-11-08', 'es', today), '8 nov');
  assert.equal(dayText('2024-12-25', 'en', today), 'Dec 25, 2024');
});

test('a range is said once for both ends, with plain spaces in every browser', () => {
  assert.equal(rangeText('2026-11-08', '2026-11-21', { locale: 'en', today }), 'Nov 8 – 21');
  assert.equal(rangeText('2026-11-08', '2026-11-08', { locale: 'en', today }), 'Nov 8');
});

test('an instant is told in the zone that was asked for', () => {
  const at = new Date('2026-11-23T03:30:00Z');
  assert.equal(instantText(at, 'en', caracas), 'Sun, Nov 22, 23:30');
  assert.equal(offsetText(at, caracas), 'GMT-4');
});

test('today and tomorrow are those of the zone, not of the machine', () => {
  const now = new Date('2026-11-23T03:30:00Z');
  assert.equal(nearDay(new Date('2026-11-23T05:00:00Z'), now, caracas), 'tomorrow');
  assert.equal(nearDay(new Date('2026-11-23T05:00:00Z'), now, 'UTC'), 'today');
  assert.equal(nearDay(new Date('2026-11-29T05:00:00Z'), now, caracas), null);
});

test('money keeps every digit however large', () => {
  assert.equal(decimalText('90071992547409934.1250', 'es'), '90.071.992.547.409.934,1250');
  assert.equal(decimalText('-0.5000', 'en'), '-0.5000');
  assert.equal(decimalText('31200.0000', 'en'), '31,200');
  assert.equal(decimalText('21387', 'en'), '21,387');
});
