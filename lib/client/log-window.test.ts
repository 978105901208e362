import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endOfLog,
  type LogWindow,
  linesAfter,
  middleOfLog,
  placeOf,
  type ReadPage,
  withEarlier,
  withLater,
  withNewest,
} from '#lib/client/log-window';
import type { LogLine } from '#lib/contract/run';

const most = 10;

function line(id: number): LogLine {
  return {
    id: String(id),
    stepKey: null,
    at: '2026-11-22T09:00:00Z',
    level: 'info',
    code: null,
    params: {},
    message: '',
  };
}

function page(from: number, to: number, more: Partial<ReadPage> = {}): ReadPage {
  const items = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => line(from + index));
  return { items, next: String(to), ended: false, full: false, ...more };
}

const ids = ({ lines }: LogWindow) => lines.map(({ id }) => Number(id));
const span = (window: LogWindow) => `${ids(window)[0]}–${ids(window).at(-1)}`;

test('the end of a log knows that there is more before it when the page came full', () => {
  assert.deepEqual([endOfLog(page(96, 100, { full: true })).earlier, endOfLog(page(1, 3)).earlier], [true, false]);
});

test('lines that are written are added while everything fits', () => {
  const window = withLater(endOfLog(page(1, 3)), page(4, 5));

  assert.deepEqual([span(window), window.next, window.earlier], ['1–5', '5', false]);
});

test('who follows the end of a long log loses the oldest lines, which can be read again', () => {
  const window = withLater(endOfLog(page(1, 9)), page(10, 12), most);

  assert.deepEqual([span(window), window.earlier, window.later], ['3–12', true, false]);
});

test('who reads earlier lines keeps them: the newest wait, and reading goes on where the window ends', () => {
  const window = withNewest(endOfLog(page(1, 9)), page(10, 14, { ended: true }), most);

  assert.deepEqual([span(window), window.later, window.next, window.ended], ['1–10', true, '10', false]);
});

test('earlier lines push the newest out of a full window, and the log is then no longer at its end', () => {
  const window = withEarlier(endOfLog(page(21, 28, { full: true, ended: true })), page(15, 20, { full: true }), most);

  assert.deepEqual([span(window), window.later, window.ended, window.next], ['15–24', true, false, '24']);
  assert.equal(withEarlier(window, page(1, 4), 100).earlier, false);
});

test('a million lines scrolled from end to start never hold more than the window', () => {
  let window = endOfLog(page(999_501, 1_000_000, { full: true }));
  let largest = 0;
  for (let from = 998_501; window.earlier; from -= 1000) {
    window = withEarlier(window, page(Math.max(1, from), from + 999, { full: from > 1 }), 3000);
    largest = Math.max(largest, window.lines.length);
  }

  assert.equal(largest, 3000);
  assert.equal(ids(window)[0], 1);
});

test('around a line there is a stretch without holes', () => {
  const window = middleOfLog(page(41, 49, { full: true }), page(50, 58, { full: true }));

  assert.deepEqual([span(window), window.earlier, window.later], ['41–58', true, true]);
});

test('a line is found by its id, also among ids of different lengths; a missing one says where it would be', () => {
  const lines = [8, 9, 12, 100].map(line);

  assert.deepEqual(placeOf(lines, '100'), { index: 3, held: true });
  assert.deepEqual(placeOf(lines, '10'), { index: 2, held: false });
  assert.deepEqual(placeOf(lines, '2000'), { index: 3, held: false });
  assert.equal(linesAfter(lines, '9'), 2);
  assert.equal(linesAfter(lines, null), 0);
});
