import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

/** Fails each key once and would try again in an hour. */
function failsOnce(name: string) {
  const tried = new Set<string>();
  return testJob({
    name,
    input: z.object({ keys: z.array(z.string()) }),
    retries: { times: 1, everyMinutes: 60 },
    plan: async (_context, { keys }) => keys.map((key) => ({ key })),
    step: async (_context, { key }) => {
      if (tried.has(key)) return key;
      tried.add(key);
      throw new Error(`${key}: not yet`);
    },
  });
}

async function untilAllWait(runId: bigint): Promise<void> {
  await eventually(async () => (await stepsOf(database, runId)).every(({ state }) => state === 'waiting'));
}

test('what waits for its retry is tried at once, all of the run or the steps that are named', async (t) => {
  const engine = await testEngine(t, { database, jobs: [failsOnce('test.now')] });
  const { runId } = await engine.startRun({ job: 'test.now', input: { keys: ['a', 'b', 'c'] }, ...byHand });
  await eventually(async () => (await stepsOf(database, runId)).length === 3);
  await untilAllWait(runId);
  const [first] = await database.sql`select id from run_steps where run_id = ${String(runId)} and key = 'b'`;

  const named = await engine.retryNow({ runId, steps: [BigInt(first?.id)] }, 'ana');
  const after = await eventually(async () => {
    const steps = await stepsOf(database, runId);
    return steps[1]?.state === 'completed' ? steps.map(({ state }) => state) : null;
  });
  const rest = await engine.retryNow({ runId, steps: null }, null);

  assert.deepEqual([named.steps, rest.steps], [1, 2]);
  assert.deepEqual(after, ['waiting', 'completed', 'waiting']);
  assert.equal(await endedRun(database, runId), 'completed');
});

test('a run in which nothing waits, one that is paused and one that has ended say so', async (t) => {
  const engine = await testEngine(t, { database, jobs: [failsOnce('test.refused')] });
  const { runId } = await engine.startRun({ job: 'test.refused', input: { keys: ['a'] }, ...byHand });
  await eventually(async () => (await stepsOf(database, runId)).some(({ state }) => state === 'waiting'));

  await assert.rejects(engine.retryNow({ runId, steps: [1n] }, null), { code: 'conflict', message: /None of these/ });
  await engine.pauseRun(runId, null);
  await assert.rejects(engine.retryNow({ runId, steps: null }, null), { code: 'conflict', message: /is paused/ });
  await engine.cancelRun(runId, null);
  await endedRun(database, runId);
  await assert.rejects(engine.retryNow({ runId, steps: null }, null), { code: 'conflict', message: /has ended/ });
});

test('a recovery by hand of what waits in another run lets that run try it now', async (t) => {
  const engine = await testEngine(t, { database, jobs: [failsOnce('test.shared')] });
  const { runId } = await engine.startRun({ job: 'test.shared', input: { keys: ['day'] }, ...byHand });
  await eventually(async () => (await stepsOf(database, runId)).some(({ state }) => state === 'waiting'));

  const { runId: recovery } = await engine.startRun({
    job: 'test.shared',
    input: { keys: ['day'] },
    trigger: 'recovery',
    requestedBy: null,
  });

  assert.equal(await endedRun(database, runId), 'completed');
  assert.equal(await endedRun(database, recovery), 'completed');
  const [skipped] = await stepsOf(database, recovery);
  assert.deepEqual([skipped?.state, skipped?.reason], ['skipped', `in run ${runId}`]);
});
