import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { AppError } from '#lib/errors';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

/** A job of one step per key, each in a lane of its own; a step fails while its lane's link is said to be down. */
function linkedJob(name: string, down: ReadonlySet<string>, linkWaitMinutes?: number) {
  return testJob({
    name,
    input: z.object({ keys: z.array(z.string()) }),
    retries: { times: 1, everyMinutes: 0 },
    ...(linkWaitMinutes === undefined ? {} : { linkWaitMinutes }),
    plan: async (_context, { keys }) => keys.map((key) => ({ key, lane: `store:${key}` })),
    step: async (_context, { key }) => {
      if (down.has(key)) throw new AppError('link_down', `${key}: there is no link.`);
      return key;
    },
  });
}

type Waiting = { reason: string; triesLeft: number; attempt: number; waitMinutes: number };

function waitingStep(runId: bigint, attempt = 1): Promise<Waiting> {
  return eventually(async () => {
    const [step] = await database.sql<Waiting[]>`
      select reason, tries_left as "triesLeft", attempt,
             round(extract(epoch from next_attempt_at - link_down_at) / 60)::integer as "waitMinutes"
      from run_steps
      where run_id = ${String(runId)} and state = 'waiting' and attempt >= ${attempt}`;
    return step;
  });
}

test('a step whose link is down waits without using up a try, and starts when the link is said to be back', async (t) => {
  const down = new Set(['a']);
  const engine = await testEngine(t, { database, jobs: [linkedJob('test.link', down)] });
  const { runId } = await engine.startRun({ job: 'test.link', input: { keys: ['a', 'b'] }, ...byHand });
  const waiting = await waitingStep(runId);

  down.clear();
  const woken = [await engine.wakeLane('store:b'), await engine.wakeLane('store:a')];

  assert.equal(await endedRun(database, runId), 'completed');
  assert.deepEqual(waiting, { reason: 'link_down', triesLeft: 2, attempt: 1, waitMinutes: 5 });
  assert.deepEqual(woken, [0, 1]);
  const [step] = await stepsOf(database, runId);
  assert.deepEqual([step?.attempt, step?.maxAttempts, step?.reason], [2, 3, null]);
  const attempts = await database.sql<{ outcome: string; code: string | null }[]>`
    select outcome, attempt.error ->> 'code' as code
    from step_attempts attempt
    join run_steps step on step.id = attempt.step_id
    where step.run_id = ${String(runId)} and step.key = 'a'
    order by attempt.attempt`;
  assert.deepEqual(
    attempts.map(({ outcome, code }) => [outcome, code]),
    [
      ['failed', 'link_down'],
      ['completed', null],
    ],
  );
  const [line] = await database.sql`
    select level from run_logs where run_id = ${String(runId)} and code = 'step_link_down'`;
  assert.equal(line?.level, 'warning');
});

test('a step that failed before the link was known to be down does not wait for its retry when the link is back', async (t) => {
  let attempts = 0;
  const job = testJob({
    name: 'test.before',
    input: z.object({}),
    retries: { times: 1, everyMinutes: 20 },
    plan: async () => [{ key: 'a', lane: 'store:early' }],
    step: async () => {
      attempts += 1;
      if (attempts === 1) throw new AppError('source_unavailable', 'a: the host refused the connection');
      return 'a';
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: 'test.before', input: {}, ...byHand });
  await waitingStep(runId);

  const woken = await engine.wakeLane('store:early');

  assert.equal(woken, 1);
  assert.equal(await endedRun(database, runId), 'completed');
});

test('the wait for a link has an end: then the step fails like any other, and says that the link was down', async (t) => {
  let now = new Date('2026-11-22T09:00:00Z');
  const job = linkedJob('test.bounded', new Set(['a']), 60);
  const engine = await testEngine(t, { database, jobs: [job], now: () => now });
  const { runId } = await engine.startRun({ job: 'test.bounded', input: { keys: ['a'] }, ...byHand });
  await waitingStep(runId);
  now = new Date('2026-11-22T09:59:00Z');
  const stillWaiting = await waitingStep(runId, 2);
  now = new Date('2026-11-22T10:05:00Z');

  assert.equal(stillWaiting.reason, 'link_down');
  assert.equal(await endedRun(database, runId), 'failed');
  const [step] = await stepsOf(database, runId);
  assert.deepEqual([step?.error?.code, step?.attempt], ['link_down', 4]);
});

test('what waits for its link still waits after a restart, and can be hurried by hand', async (t) => {
  const down = new Set(['a']);
  const job = linkedJob('test.kept', down);
  const first = await testEngine(t, { database, jobs: [job] });
  const { runId } = await first.startRun({ job: 'test.kept', input: { keys: ['a'] }, ...byHand });
  await waitingStep(runId);
  await first.drain(0);

  const second = await testEngine(t, { database, jobs: [job] });
  const kept = await waitingStep(runId);
  down.clear();
  await second.retryNow({ runId, steps: null }, null);

  assert.equal(kept.reason, 'link_down');
  assert.equal(await endedRun(database, runId), 'completed');
});

test('a step can have retries of its own, also when it is started again', async (t) => {
  const job = testJob({
    name: 'test.own-retries',
    input: z.object({}),
    plan: async () => [{ key: 'patient', retries: { times: 2, everyMinutes: 0 } }, { key: 'usual' }],
    step: async (_context, { key }) => {
      throw new Error(`${key} fails`);
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: 'test.own-retries', input: {}, ...byHand });
  await endedRun(database, runId);
  const first = (await stepsOf(database, runId)).map(({ attempt }) => attempt);
  await engine.retryRun(runId, null);
  await endedRun(database, runId);

  assert.deepEqual(first, [3, 1]);
  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ attempt }) => attempt),
    [6, 2],
  );
});
