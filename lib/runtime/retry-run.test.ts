import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { AppError } from '#lib/errors';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

/** Fails each key as often as `failures` says, then works. */
function flaky(name: string, failures: Record<string, number>, retries = { times: 3, everyMinutes: 20 }) {
  const left = new Map(Object.entries(failures));
  return testJob({
    name,
    input: z.object({ keys: z.array(z.string()), lane: z.string().optional() }),
    retries,
    plan: async (_context, { keys, lane }) => keys.map((key) => (lane ? { key, lane } : { key })),
    step: async (_context, { key }) => {
      const times = left.get(key) ?? 0;
      left.set(key, times - 1);
      if (times > 0) throw new AppError('source_unavailable', `${key}: no answer`);
      return `${key} done`;
    },
  });
}

async function runState(runId: bigint): Promise<string> {
  const [run] = await database.sql<{ state: string }[]>`select state from runs where id = ${String(runId)}`;
  return run?.state ?? 'gone';
}

test('a failed attempt waits for its retry at 05:20, 05:40 and 06:00, then the step has failed', async (t) => {
  let now = new Date('2026-03-02T09:00:00Z');
  const engine = await testEngine(t, { database, jobs: [flaky('test.five', { a: 9 })], now: () => now });
  const { runId } = await engine.startRun({ job: 'test.five', input: { keys: ['a'] }, ...byHand });

  const retriesAt: string[] = [];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const next = await eventually(async () => {
      const [step] = await database.sql<{ next: Date | null }[]>`
        select next_attempt_at as next from run_steps where run_id = ${String(runId)} and attempt = ${attempt}`;
      return step?.next;
    });
    retriesAt.push(new Date(next).toISOString().slice(11, 16));
    now = new Date(next);
  }

  assert.equal(await endedRun(database, runId), 'failed');
  assert.deepEqual(retriesAt, ['09:20', '09:40', '10:00']);
  const attempts = await database.sql`
    select a.attempt, a.outcome from step_attempts a join run_steps s on s.id = a.step_id where s.run_id = ${String(runId)} order by 1`;
  assert.deepEqual(
    attempts.map(({ outcome }) => outcome),
    ['failed', 'failed', 'failed', 'failed'],
  );
});

test('while only retries are outstanding the run waits, and the lane is free for others', async (t) => {
  let now = new Date('2026-03-02T09:00:00Z');
  const engine = await testEngine(t, { database, jobs: [flaky('test.lane', { a: 1 })], now: () => now });
  const first = await engine.startRun({ job: 'test.lane', input: { keys: ['a'], lane: 'store:1' }, ...byHand });
  await eventually(async () => (await runState(first.runId)) === 'waiting');

  const second = await engine.startRun({ job: 'test.lane', input: { keys: ['b'], lane: 'store:1' }, ...byHand });
  assert.equal(await endedRun(database, second.runId), 'completed');
  assert.equal(await runState(first.runId), 'waiting');

  now = new Date('2026-03-02T09:20:00Z');
  assert.equal(await endedRun(database, first.runId), 'completed');
});

test('one failing step stops no other: the run is partial, and says what failed first', async (t) => {
  const job = flaky('test.partial', { b: 9 }, { times: 0, everyMinutes: 0 });
  const engine = await testEngine(t, { database, jobs: [job] });

  const { runId } = await engine.startRun({ job: 'test.partial', input: { keys: ['a', 'b', 'c'] }, ...byHand });

  assert.equal(await endedRun(database, runId), 'partial');
  const [run] = await database.sql`select error from runs where id = ${String(runId)}`;
  assert.deepEqual(run?.error, { code: 'source_unavailable', message: 'b: no answer', params: {} });
});

test('an error that a retry cannot heal fails the step at once', async (t) => {
  const rejected = testJob({
    name: 'test.rejected',
    input: z.object({}),
    retries: { times: 3, everyMinutes: 20 },
    plan: async () => [{ key: 'a' }],
    step: async () => {
      throw new AppError('source_rejected', 'the column total is missing');
    },
  });
  const engine = await testEngine(t, { database, jobs: [rejected] });

  const { runId } = await engine.startRun({ job: 'test.rejected', input: {}, ...byHand });

  assert.equal(await endedRun(database, runId), 'failed');
  assert.equal((await stepsOf(database, runId))[0]?.attempt, 1);
});

test('a run may have other retries than its job', async (t) => {
  const engine = await testEngine(t, { database, jobs: [flaky('test.own', { a: 9 })] });

  const { runId } = await engine.startRun({
    job: 'test.own',
    input: { keys: ['a'] },
    retries: 2,
    retryMinutes: 0,
    ...byHand,
  });

  assert.equal(await endedRun(database, runId), 'failed');
  const [step] = await stepsOf(database, runId);
  assert.deepEqual([step?.attempt, step?.maxAttempts], [3, 3]);
});

test('retrying a run starts what failed again, in the same run, and leaves what was done', async (t) => {
  const job = flaky('test.again', { b: 1, c: 1 }, { times: 0, everyMinutes: 0 });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: 'test.again', input: { keys: ['a', 'b', 'c'] }, ...byHand });
  assert.equal(await endedRun(database, runId), 'partial');

  const retried = await engine.retryRun(runId, 'ana');

  assert.deepEqual(retried, { steps: 2 });
  assert.equal(await endedRun(database, runId), 'completed');
  const steps = await stepsOf(database, runId);
  assert.deepEqual(
    steps.map(({ attempt }) => attempt),
    [1, 2, 2],
  );
});

test('a run that still goes, or has nothing that failed, is not retried', async (t) => {
  const engine = await testEngine(t, { database, jobs: [flaky('test.fine', {})] });
  const { runId } = await engine.startRun({ job: 'test.fine', input: { keys: ['a'] }, ...byHand });
  await endedRun(database, runId);

  await assert.rejects(engine.retryRun(runId, null), { code: 'conflict' });
  await assert.rejects(engine.retryRun(999_999n, null), { code: 'not_found' });
});

test('a plan that fails is tried again like a step, and retrying its run plans again', async (t) => {
  let broken = 2;
  const job = testJob({
    name: 'test.plan-fails',
    input: z.object({}),
    retries: { times: 1, everyMinutes: 0 },
    plan: async () => {
      broken -= 1;
      if (broken >= 0) throw new Error('the list of stores could not be read');
      return [{ key: 'a' }];
    },
    step: async () => undefined,
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: 'test.plan-fails', input: {}, ...byHand });
  assert.equal(await endedRun(database, runId), 'failed');
  const [run] = await database.sql`select error from runs where id = ${String(runId)}`;
  assert.match(run?.error.message, /list of stores/);

  await engine.retryRun(runId, null);

  assert.equal(await endedRun(database, runId), 'completed');
});
