import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, eachDay } from '#lib/contract/day';
import { countDays } from '#lib/sales/count-days';
import { daySpan, numberOfDay } from '#lib/sales/day-bits';
import type { DayPart, PartKind } from '#lib/sales/day-parts';
import { settleDays } from '#lib/sales/settle-days';

const sundays = 1 << 6;

function part(kind: PartKind, days: readonly string[]): DayPart {
  const pairs = days.flatMap((day) => [numberOfDay(day) >> 5, 1 << (numberOfDay(day) & 31)]);
  return { storeId: 'tienda_01', kind, chunks: bytesOf(pairs) };
}

function bytesOf(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeInt32BE(number, index * 4);
  return bytes;
}

function counted(parts: DayPart[], [from, due]: [string, string]) {
  const span = daySpan(from, due);
  return countDays(settleDays(parts, span)('tienda_01'), span, from, due);
}

test('years of whole days with closed Sundays are counted as day by day, and a hole in them is one range', () => {
  const days = eachDay('2024-01-03', '2026-11-21');
  const isSunday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
  const traded = days.filter((day) => !isSunday(day));
  const missing = ['2025-06-05', '2025-06-06'];
  const loaded = traded.filter((day) => !missing.includes(day));

  const found = counted(
    [part('verified', loaded), { storeId: 'tienda_01', kind: 'weekly', chunks: bytesOf([0, sundays]) }],
    ['2024-01-03', '2026-11-21'],
  );

  assert.deepEqual(found, {
    ranges: [{ from: '2025-06-05', to: '2025-06-06', days: 2, state: 'missing' }],
    good: loaded.length,
    expected: traded.length,
    daysBehind: 0,
    lastDay: '2026-11-21',
    underWay: 0,
  });
});

test('a hole that ends where whole months begin ends there, and days behind are those after the last good one', () => {
  const from = '2024-01-03';
  const chunkStart = addDays('2000-01-01', (numberOfDay('2025-03-15') >> 5) * 32);
  const lastGood = addDays(chunkStart, 63);

  const found = counted([part('verified', eachDay(chunkStart, lastGood))], [from, addDays(lastGood, 40)]);

  assert.deepEqual(
    found.ranges.map(({ from: first, to }) => [first, to]),
    [
      [from, addDays(chunkStart, -1)],
      [addDays(lastGood, 1), addDays(lastGood, 40)],
    ],
  );
  assert.equal(found.daysBehind, 40);
  assert.equal(found.good, 64);
  assert.equal(found.lastDay, lastGood);
});
