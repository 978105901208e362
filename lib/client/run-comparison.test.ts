import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsTogether, stepDeltas } from '#lib/client/run-comparison';
import type { Step } from '#lib/contract/run';

function step(id: string, key: string, seconds: number | null, rows: number | null): Step {
  const startedAt = '2026-11-22T05:00:00.000Z';
  const endedAt = seconds === null ? null : new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
  return {
    id,
    runId: '1',
    key,
    lane: `store:${key.split('/')[0]}`,
    state: 'completed',
    reason: null,
    attempt: 1,
    maxAttempts: 4,
    nextAttemptAt: null,
    progress: null,
    result: rows === null ? null : { figures: { rows } },
    error: null,
    startedAt,
    endedAt,
    attempts: [{ attempt: 1, startedAt, endedAt, outcome: 'completed', error: null }],
  };
}

test('a store is compared with the same store of the run before, although the day is another', () => {
  const deltas = stepDeltas([step('9', 'a/2026-11-21', 12, 1000)], [step('1', 'a/2026-11-20', 10, 1300)]);

  const delta = deltas.get('9');
  assert.deepEqual([delta?.before?.id, delta?.tookMs, delta?.rows], ['1', 2000, -300]);
});

test('the same key goes before the same place', () => {
  const before = [step('1', 'a/2026-11-20', 10, 1), step('2', 'a/2026-11-21', 10, 5)];

  assert.equal(stepDeltas([step('9', 'a/2026-11-21', 10, 7)], before).get('9')?.rows, 2);
});

test('a step that has no like, or no figures, says so', () => {
  const deltas = stepDeltas([step('8', 'new/x', 1, 1), step('9', 'a/x', null, null)], [step('1', 'a/y', 1, 1)]);

  assert.deepEqual(deltas.get('8'), { before: null, tookMs: null, rows: null });
  assert.deepEqual([deltas.get('9')?.tookMs, deltas.get('9')?.rows], [null, null]);
  assert.equal(rowsTogether([step('1', 'a/x', 1, 2), step('2', 'b/x', 1, 3)]), 5);
  assert.equal(rowsTogether([step('1', 'a/x', 1, null)]), null);
});
