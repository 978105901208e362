import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob, untilAborted } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

test('a drain lets running steps finish and starts nothing new', async (t) => {
  const letGo = gate();
  const slow = testJob({
    name: 'test.slow',
    input: z.object({}),
    parallel: 1,
    plan: async () => [{ key: 'a' }, { key: 'b' }],
    step: async () => {
      await letGo.opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [slow] });
  const { runId } = await engine.startRun({ job: 'test.slow', input: {}, ...byHand });
  await eventually(async () => (await stepsOf(database, runId))[0]?.state === 'running');

  const drained = engine.drain(20_000);
  letGo.open();
  await drained;

  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ state }) => state),
    ['completed', 'pending'],
  );
  assert.equal(engine.status().draining, true);
  await testEngine(t, { database, jobs: [slow] });
  assert.equal(await endedRun(database, runId), 'completed');
});

test('what does not finish in time is handed back, without using up a try, and another node goes on', async (t) => {
  const job = (work: (signal: AbortSignal) => Promise<undefined>) =>
    testJob({
      name: 'test.handed-back',
      input: z.object({}),
      plan: async () => [{ key: 'a', lane: 'store:1' }],
      step: async ({ signal }) => work(signal),
    });
  const engine = await testEngine(t, { database, jobs: [job(untilAborted)] });
  const { runId } = await engine.startRun({ job: 'test.handed-back', input: {}, ...byHand });
  await eventually(async () => (await stepsOf(database, runId))[0]?.state === 'running');

  await engine.drain(0);

  const [step] = await stepsOf(database, runId);
  assert.deepEqual([step?.state, step?.redeliveries], ['pending', 0]);
  const nodes = await database.sql`select 1 from nodes where id = ${engine.status().node}`;
  assert.equal(nodes.length, 0);
  await testEngine(t, { database, jobs: [job(async () => undefined)] });
  assert.equal(await endedRun(database, runId), 'completed');
});

test('a step that needs the warehouse waits for the node that owns it', async (t) => {
  const loading = (node: string) =>
    testJob({
      name: 'test.warehouse',
      input: z.object({}),
      needs: 'warehouse',
      plan: async () => [{ key: 'a' }],
      step: async () => node,
    });
  const other = await testEngine(t, { database, jobs: [loading('other')], ownsWarehouse: false });
  await testEngine(t, { database, jobs: [loading('owner')], ownsWarehouse: true });

  const { runId } = await other.startRun({ job: 'test.warehouse', input: {}, ...byHand });

  assert.equal(await endedRun(database, runId), 'completed');
  assert.equal((await stepsOf(database, runId))[0]?.result, 'owner');
});
