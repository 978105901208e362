import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDay, withoutDay, withWeekday } from '#lib/client/calendars';
import { driftParts, hasDrifted, proofLines, shortDecimal } from '#lib/client/proof-lines';

const whole = { rows: 10, units: '12.5000', amount: '100.0000', tickets: 4 };

test('a figure that is not what the store says at the end is marked, by its value and not by how it is written', () => {
  const proof = { before: { ...whole, rows: 9 }, arrived: { ...whole, units: '12.5' }, after: whole, stored: whole };
  const lines = proofLines({ ...proof, duplicates: 0, dayOver: true, provedAt: '2026-11-22T09:00:00Z' });
  const marked = lines.flatMap(({ name, stations }) =>
    stations.filter(({ differs }) => differs).map(({ station }) => `${name} ${station}`),
  );

  assert.deepEqual(marked, ['rows before']);
});

test('drift is said with its sign, without what did not change', () => {
  const drift = { checkedAt: '2026-11-22T09:00:00Z', source: whole, held: whole };
  const changed = { ...drift, change: { rows: 0, units: '0.0000', amount: '-18.4000', tickets: 2 } };
  const same = { ...drift, change: { rows: 0, units: '0.0000', amount: '-0.0000', tickets: 0 } };

  assert.deepEqual(driftParts(changed), [
    { name: 'amount', value: '-18.40' },
    { name: 'tickets', value: '+2' },
  ]);
  assert.equal(hasDrifted(changed), true);
  assert.equal(hasDrifted(same), false);
});

test('money keeps two decimals, and more only where they say something', () => {
  assert.deepEqual(['18.4000', '18.4050', '18.4055', '18.0000', '18'].map(shortDecimal), [
    '18.40',
    '18.405',
    '18.4055',
    '18.00',
    '18',
  ]);
});

test('a calendar holds each day once, in order', () => {
  const calendar = { closedWeekdays: [7], days: [{ day: '2026-12-25', open: false, name: 'Navidad' }] };
  const more = withDay(withDay(calendar, { day: '2026-01-01', open: false, name: null }), {
    day: '2026-12-25',
    open: true,
    name: null,
  });

  assert.deepEqual(
    more.days.map(({ day, open }) => [day, open]),
    [
      ['2026-01-01', false],
      ['2026-12-25', true],
    ],
  );
  assert.deepEqual(withoutDay(more, '2026-01-01').days.length, 1);
  assert.deepEqual(withWeekday(calendar, 1, true).closedWeekdays, [1, 7]);
  assert.deepEqual(withWeekday(calendar, 7, false).closedWeekdays, []);
});
