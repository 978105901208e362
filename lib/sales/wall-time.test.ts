import assert from 'node:assert/strict';
import test from 'node:test';
import { minutesOf, wallMs } from '#lib/sales/wall-time';

const lanes = (...ms: number[]) => ms.map((each) => ({ units: 1, ms: each }));

test('sixteen equal stores, four at a time, take four rounds', () => {
  assert.equal(wallMs(lanes(...Array<number>(16).fill(60_000)), 4), 240_000);
});

test('five equal stores, four at a time, take two rounds, not one and a quarter', () => {
  assert.equal(wallMs(lanes(10, 10, 10, 10, 10), 4), 20);
});

test('one store with many days takes as long as its days, however many stores may load at a time', () => {
  assert.equal(wallMs([{ units: 30, ms: 3000 }, ...lanes(100, 100)], 4), 3000);
});

test('no work takes no time, and the least work a minute', () => {
  assert.deepEqual([wallMs([], 4), minutesOf(0), minutesOf(1), minutesOf(60_001)], [0, 0, 1, 2]);
});
