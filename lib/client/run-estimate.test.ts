import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runEstimate } from '#lib/client/run-estimate';
import type { Attempt, Step, StepCounts, StepState } from '#lib/contract/run';

const start = Date.parse('2026-11-22T05:00:00Z');
const minute = 60_000;
const at = (minutes: number) => new Date(start + minutes * minute).toISOString();
const none: StepCounts = {
  total: 0,
  pending: 0,
  running: 0,
  waiting: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  skipped: 0,
};

function step(state: StepState, from: number, to: number | null, more: Partial<Step> = {}): Step {
  const outcome: Attempt['outcome'] = to === null ? 'running' : state === 'completed' ? 'completed' : 'failed';
  const attempts = [{ attempt: 1, startedAt: at(from), endedAt: to === null ? null : at(to), outcome, error: null }];
  return {
    id: `${from}-${to}`,
    runId: '1',
    key: 'a',
    lane: null,
    state,
    reason: null,
    attempt: 1,
    maxAttempts: 4,
    nextAttemptAt: null,
    progress: null,
    result: null,
    error: null,
    startedAt: null,
    endedAt: null,
    attempts,
    ...more,
  };
}

const going = { pausedAt: null, endedAt: null };
const minutesLeft = (endAt: number | null, now: number) => endAt && Math.round((endAt - now) / minute);

test('two steps a minute and six to go: three minutes', () => {
  const now = start + 2 * minute;
  const steps = [step('completed', 0, 1), step('completed', 0, 1), step('completed', 1, 2), step('completed', 1, 2)];

  const { endAt, leftSteps } = runEstimate({ run: { ...going, steps: { ...none, pending: 6 } }, steps, now });

  assert.deepEqual([leftSteps, minutesLeft(endAt, now)], [6, 3]);
});

test('the hours that a run stood still are not taken for work', () => {
  const now = start + 301 * minute;
  const steps = [step('completed', 0, 1), step('completed', 300, 301)];

  const { endAt } = runEstimate({ run: { ...going, steps: { ...none, pending: 2 } }, steps, now });

  assert.equal(minutesLeft(endAt, now), 2);
});

test('a run is not over before the next try of a step that waits', () => {
  const now = start + 1 * minute;
  const steps = [step('completed', 0, 1), step('waiting', 0, 1, { nextAttemptAt: at(20) })];

  const { endAt } = runEstimate({ run: { ...going, steps: { ...none, waiting: 1 } }, steps, now });

  assert.equal(endAt, Date.parse(at(20)));
});

test('the part of a running step that is done counts', () => {
  const now = start + 4 * minute;
  const half = { done: 50, total: 100, unit: 'rows' };
  const steps = [step('completed', 0, 2), step('running', 2, null, { progress: half })];

  const { endAt } = runEstimate({ run: { ...going, steps: { ...none, running: 1 } }, steps, now });

  assert.equal(minutesLeft(endAt, now), 1);
});

test('nothing is promised before the first step ended, of a paused run, or of one that is over', () => {
  const steps = { ...none, pending: 3 };
  const done = [step('completed', 0, 1)];
  const of = (run: Parameters<typeof runEstimate>[0]['run'], held: Step[]) =>
    runEstimate({ run, steps: held, now: start + minute }).endAt;

  assert.equal(of({ ...going, steps }, []), null);
  assert.equal(of({ ...going, pausedAt: at(0), steps }, done), null);
  assert.equal(of({ ...going, endedAt: at(1), steps: none }, done), null);
});
