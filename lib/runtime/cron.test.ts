import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDay } from '#lib/contract/day';
import { cronProblem, dailyTimeOf, decidedUntil, nextSlots, slotsUntil } from '#lib/runtime/cron';

function slots(cron: string, zone: string, after: string, count: number): string[] {
  return nextSlots(cron, zone, new Date(after), count).map((slot) => slot.toISOString().slice(0, 16));
}

test('05:00 in Caracas is 09:00 UTC on every day of the year', () => {
  const days = eachDay('2026-01-01', '2026-12-31');

  assert.deepEqual(
    slots('0 5 * * *', 'America/Caracas', '2026-01-01T00:00:00Z', days.length),
    days.map((day) => `${day}T09:00`),
  );
});

test('a time that the clock skips runs once, at the first moment after the gap', () => {
  assert.deepEqual(slots('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 3), [
    '2026-03-08T07:00',
    '2026-03-09T06:30',
    '2026-03-10T06:30',
  ]);
  assert.deepEqual(slots('0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', 2), [
    '2026-09-06T04:00',
    '2026-09-07T03:00',
  ]);
  assert.deepEqual(slots('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', 2), [
    '2026-10-03T15:30',
    '2026-10-04T15:15',
  ]);
});

test('a time that the clock shows twice runs once, the first time, also in a list of times', () => {
  assert.deepEqual(slots('30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 2), [
    '2026-11-01T05:30',
    '2026-11-02T06:30',
  ]);
  assert.deepEqual(slots('0,30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 3), [
    '2026-11-01T05:00',
    '2026-11-01T05:30',
    '2026-11-02T06:00',
  ]);
});

const halfHourMs = 30 * 60_000;
const changesOfClock: [string, string][] = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Santiago', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['America/Caracas', '2026-03-08'],
];

for (const [zone, day] of changesOfClock) {
  test(`every half hour stays every half hour in ${zone} around ${day}`, () => {
    const start = new Date(Date.parse(`${day}T00:00:00Z`) - 48 * halfHourMs);
    const expected = Array.from({ length: 4 * 48 }, (_, index) => start.getTime() + (index + 1) * halfHourMs);

    const found = nextSlots('*/30 * * * *', zone, start, expected.length);

    assert.deepEqual(found.map(Number), expected);
  });
}

for (const zone of new Set(changesOfClock.map(([name]) => name))) {
  test(`05:00 comes exactly once on each local day of the year in ${zone}`, () => {
    const local = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });

    const found = nextSlots('0 5 * * *', zone, new Date('2026-01-01T12:00:00Z'), 360).map((slot) => local.format(slot));

    assert.deepEqual(
      found,
      eachDay(found[0]?.slice(0, 10) ?? '', '2027-12-31')
        .slice(0, 360)
        .map((day) => `${day}, 05:00`),
    );
  });
}

test('the slots of an outage are found oldest first, with the one that comes next', () => {
  const window = { after: new Date('2026-03-02T09:00:00Z'), until: new Date('2026-03-02T10:10:00Z'), limit: 100 };

  const { due, next } = slotsUntil('*/30 * * * *', 'America/Caracas', window);

  assert.deepEqual(
    due.map((slot) => slot.toISOString().slice(11, 16)),
    ['09:30', '10:00'],
  );
  assert.equal(next?.toISOString(), '2026-03-02T10:30:00.000Z');
});

const problems: [string, string, RegExp | null][] = [
  ['0 5 * * *', 'America/Caracas', null],
  ['*/15 8-18 * * 1-5', 'America/Caracas', null],
  ['@daily', 'America/Caracas', null],
  ['0 0 29 2 *', 'America/Caracas', null],
  ['0 0 30 2 *', 'America/Caracas', /never fires/],
  ['0 5 * * *', 'America/Nowhere', /no time zone/],
  ['*/5 * * * * *', 'America/Caracas', /6 fields.*once a minute/],
  ['hello', 'America/Caracas', /expected five fields/],
  ['61 5 * * *', 'America/Caracas', /minute: 61/],
  ['0 5 * *', 'America/Caracas', /expected five fields/],
  ['2026-03-09T00:00:00', 'America/Caracas', /expected five fields/],
  ['@every 5m', 'America/Caracas', /expected five fields/],
  ['', 'America/Caracas', /expected five fields/],
];

for (const [cron, zone, expected] of problems) {
  test(`"${cron}" in ${zone} is ${expected === null ? 'accepted' : 'refused with its reason'}`, () => {
    const problem = cronProblem(cron, zone);

    if (expected === null) assert.equal(problem, null);
    else assert.match(problem ?? '', expected);
  });
}

test('only a pattern of one daily time has an hour and a minute', () => {
  assert.deepEqual(dailyTimeOf('30 6 * * *'), { hour: 6, minute: 30 });
  assert.equal(dailyTimeOf('*/30 * * * *'), null);
  assert.equal(dailyTimeOf('0 5 * * 1'), null);
});

test('a stored slot later than the pattern says tells that the clock went back', () => {
  const now = new Date('2026-03-02T12:00:00Z');
  const daily = { cron: '0 5 * * *', zone: 'UTC' };
  const ahead = new Date('2026-04-02T05:00:00Z');
  assert.deepEqual(decidedUntil({ ...daily, nextAt: ahead }, now), ahead);
  assert.equal(decidedUntil({ ...daily, nextAt: new Date('2026-03-03T05:00:00Z') }, now), null);
  assert.equal(decidedUntil({ ...daily, nextAt: new Date('2026-03-01T05:00:00Z') }, now), null);
  assert.equal(decidedUntil({ ...daily, nextAt: null }, now), null);
});

test('two clocks that differ by seconds are no clock that went back', () => {
  const nextAt = new Date('2026-03-02T12:02:00Z');
  assert.equal(decidedUntil({ cron: '* * * * *', zone: 'UTC', nextAt }, new Date('2026-03-02T12:00:58Z')), null);
});
