import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf, mergedBars, moved, placeInView, stretchOf, ticksOf, timelineRows, zoomed } from '#lib/client/timeline';
import type { Attempt, Step } from '#lib/contract/run';

const five = Date.parse('2026-11-22T05:00:00Z');
const minute = 60_000;
const at = (minutes: number) => new Date(five + minutes * minute).toISOString();

function attempt(from: number, to: number | null, outcome: Attempt['outcome']): Attempt {
  return { attempt: 1, startedAt: at(from), endedAt: to === null ? null : at(to), outcome, error: null };
}

function step(id: string, more: Partial<Step> = {}): Step {
  return {
    id,
    runId: '1',
    key: `tienda_0${id}/2026-11-21`,
    lane: null,
    state: 'completed',
    reason: null,
    attempt: 1,
    maxAttempts: 4,
    nextAttemptAt: null,
    progress: null,
    result: null,
    error: null,
    startedAt: null,
    endedAt: null,
    attempts: [],
    ...more,
  };
}

test('a step that failed at 05:00 and worked at 05:20 shows both tries and the wait between them', () => {
  const bars = barsOf(step('1', { attempts: [attempt(0, 1, 'failed'), attempt(20, 23, 'completed')] }), five);

  assert.deepEqual(
    bars.map(({ kind, from, to }) => [kind, (from - five) / minute, (to - five) / minute]),
    [
      ['failed', 0, 1],
      ['wait', 1, 20],
      ['completed', 20, 23],
    ],
  );
});

test('a running try and a wait reach until now', () => {
  const now = five + 10 * minute;
  const running = barsOf(step('1', { state: 'running', attempts: [attempt(4, null, 'running')] }), now);
  const waiting = barsOf(step('2', { state: 'waiting', attempts: [attempt(0, 1, 'failed')] }), now);

  assert.equal(running[0]?.to, now);
  assert.deepEqual([waiting[1]?.kind, waiting[1]?.to], ['wait', now]);
});

test('bars lie in what is seen, cut at its edges, and those outside are left out', () => {
  const view = { from: 100, to: 200 };

  assert.deepEqual(placeInView({ from: 150, to: 175 }, view), { left: 50, width: 25 });
  assert.deepEqual(placeInView({ from: 0, to: 150 }, view), { left: 0, width: 50 });
  assert.equal(placeInView({ from: 201, to: 300 }, view), null);
});

test('a run that has just begun still has a length to draw on', () => {
  assert.deepEqual(stretchOf({ createdAt: at(0), startedAt: null, endedAt: null }, [], five), {
    from: five,
    to: five + 1000,
  });
});

test('marks stand at round times since the start, also when only a part is seen', () => {
  const marks = ticksOf({ from: five + 7 * minute, to: five + 23 * minute }, five, 6);

  assert.deepEqual(
    marks.map(({ sinceStart }) => sinceStart / minute),
    [10, 15, 20],
  );
});

test('zooming and moving never leave the run', () => {
  const whole = { from: 0, to: 1000 };

  assert.deepEqual(zoomed(whole, whole, 2), { from: 250, to: 750 });
  assert.deepEqual(zoomed({ from: 0, to: 500 }, whole, 0.1), whole);
  assert.deepEqual(moved({ from: 250, to: 750 }, whole, 5), { from: 500, to: 1000 });
  assert.deepEqual(moved({ from: 250, to: 750 }, whole, -5), { from: 0, to: 500 });
});

test('hundreds of bars of a lane become as few as a screen can show', () => {
  const bars = Array.from({ length: 1000 }, (_, index) => ({ kind: 'completed' as const, from: index, to: index + 1 }));

  assert.deepEqual(mergedBars(bars, { from: 0, to: 1000 }), [{ kind: 'completed', from: 0, to: 1000 }]);
});

test('the steps of a store stand together; a store with one step is one row, a closed one hides its steps', () => {
  const steps = [
    step('1', { lane: 'store:a' }),
    step('2', { lane: 'store:b' }),
    step('3', { lane: 'store:a' }),
    step('4'),
  ];
  const keys = (closed: string[]) => timelineRows(steps, new Set(closed)).map(({ key }) => key);

  assert.deepEqual(keys([]), ['store:a', '1', '3', '2', '4']);
  assert.deepEqual(keys(['store:a']), ['store:a', '2', '4']);
});
