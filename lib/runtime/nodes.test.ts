import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob } from '#lib/runtime/testing/test-job';

test('a node that was declared dead keeps what it claims before its next heartbeat finds out', async (t) => {
  const database = await testDatabase(t);
  const { opened, open } = gate();
  const job = testJob({
    name: 'declared-dead',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async () => {
      await opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [job], timings: { beatMs: 1000 } });
  await database.sql`delete from nodes`;
  const { runId } = await engine.startRun({ job: job.name, input: {}, trigger: 'hand', requestedBy: null });
  await eventually(async () => (await stepsOf(database, runId))[0]?.state === 'running');
  await eventually(async () => (await database.sql`select 1 from nodes`).length === 1);
  open();
  assert.equal(await endedRun(database, runId), 'completed');
  assert.equal((await stepsOf(database, runId))[0]?.attempt, 1);
});
