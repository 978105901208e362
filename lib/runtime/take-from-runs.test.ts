import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { AppError } from '#lib/errors';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });

test('a scheduled run takes over the steps that a recovery has not started, and no other', async (t) => {
  const { opened, open } = gate();
  const job = testJob({
    name: 'test.load',
    input: z.object({ keys: z.array(z.string()) }),
    plan: async (_context, { keys }) => keys.map((key) => ({ key, lane: 'store' })),
    step: async () => {
      await opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const request = { job: job.name, requestedBy: null } as const;
  const recovery = await engine.startRun({ ...request, trigger: 'recovery', input: { keys: ['a', 'b', 'c'] } });
  await eventually(async () => (await stepsOf(database, recovery.runId))[0]?.state === 'running');

  const scheduled = await engine.startRun({ ...request, trigger: 'schedule', input: { keys: ['a', 'c', 'd'] } });
  await eventually(async () => (await stepsOf(database, scheduled.runId)).length === 3);
  open();

  for (const { runId } of [scheduled, recovery]) assert.equal(await endedRun(database, runId), 'completed');
  const states = async (runId: bigint) =>
    (await stepsOf(database, runId)).map(({ key, state, reason }) => [key, state, reason]);
  assert.deepEqual(await states(recovery.runId), [
    ['a', 'completed', null],
    ['b', 'completed', null],
    ['c', 'skipped', `in run ${scheduled.runId}`],
  ]);
  assert.deepEqual(await states(scheduled.runId), [
    ['a', 'skipped', `in run ${recovery.runId}`],
    ['c', 'completed', null],
    ['d', 'completed', null],
  ]);
});

test('a recovery of which a scheduled run takes all that is left ends', async (t) => {
  const { opened, open } = gate();
  const job = testJob({
    name: 'test.all',
    input: z.object({ keys: z.array(z.string()) }),
    plan: async (_context, { keys }) => keys.map((key) => ({ key, lane: 'one' })),
    step: async () => {
      await opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const request = { job: job.name, requestedBy: null } as const;
  const first = await engine.startRun({ ...request, trigger: 'hand', input: { keys: ['x'] } });
  await eventually(async () => (await stepsOf(database, first.runId))[0]?.state === 'running');
  const recovery = await engine.startRun({ ...request, trigger: 'recovery', input: { keys: ['a'] } });
  await eventually(async () => (await stepsOf(database, recovery.runId)).length === 1);

  const scheduled = await engine.startRun({ ...request, trigger: 'schedule', input: { keys: ['a'] } });

  assert.equal(await endedRun(database, recovery.runId), 'completed');
  open();
  assert.equal(await endedRun(database, scheduled.runId), 'completed');
});

test('a scheduled run takes from a paused recovery also what waits for its next try: nobody knows when it goes on', async (t) => {
  let tries = 0;
  const job = testJob({
    name: 'test.paused',
    input: z.object({}),
    retries: { times: 1, everyMinutes: 60 },
    plan: async () => [{ key: 'a' }],
    step: async () => {
      tries += 1;
      if (tries === 1) throw new AppError('source_unavailable', 'a: no answer');
      return 'loaded';
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const request = { job: job.name, requestedBy: null, input: {} } as const;
  const recovery = await engine.startRun({ ...request, trigger: 'recovery' });
  await eventually(async () => (await stepsOf(database, recovery.runId))[0]?.state === 'waiting');
  await engine.pauseRun(recovery.runId, null);

  const scheduled = await engine.startRun({ ...request, trigger: 'schedule' });

  for (const { runId } of [scheduled, recovery]) assert.equal(await endedRun(database, runId), 'completed');
  const [left, taken] = [await stepsOf(database, recovery.runId), await stepsOf(database, scheduled.runId)];
  assert.deepEqual([left[0]?.state, left[0]?.reason], ['skipped', `in run ${scheduled.runId}`]);
  assert.deepEqual([taken[0]?.state, taken[0]?.result], ['completed', 'loaded']);
});
