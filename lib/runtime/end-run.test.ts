import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import type { RunEnd } from '#lib/runtime/define-job';
import { runEnd } from '#lib/runtime/run-end';
import { endedRun, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;
await database.sql`create table summaries (run_id bigint not null, steps integer not null)`;

const summed = testJob({
  name: 'test.summed',
  input: z.object({ steps: z.number(), broken: z.boolean().default(false) }),
  parallel: 8,
  plan: async (_context, { steps }) => Array.from({ length: steps }, (_, index) => ({ key: `${index}` })),
  step: async (_context, { key }) => Number(key),
  finish: async (tx, { runId, steps }, { broken }) => {
    await tx.execute(sql`insert into summaries values (${runId}, ${steps.length})`);
    if (broken) throw new Error('the summary does not add up');
    return steps.reduce((sum, { result }) => sum + Number(result), 0);
  },
});

async function summaries(runId: bigint): Promise<number[]> {
  const rows = await database.sql<{ steps: number }[]>`select steps from summaries where run_id = ${String(runId)}`;
  return rows.map(({ steps }) => steps);
}

test('a run ends once, with the work of its finish in the same transaction, however many nodes see its last step', async (t) => {
  const engine = await testEngine(t, { database, jobs: [summed], slots: 4 });
  await testEngine(t, { database, jobs: [summed], slots: 4 });

  const started = [];
  for (let run = 0; run < 10; run += 1) {
    started.push(await engine.startRun({ job: 'test.summed', input: { steps: 10 }, ...byHand }));
    await endedRun(database, started.at(-1)?.runId ?? 0n);
  }

  for (const { runId } of started) {
    assert.deepEqual(await summaries(runId), [10]);
    const [run] = await database.sql`select result, state from runs where id = ${String(runId)}`;
    assert.deepEqual(run, { result: 45, state: 'completed' });
    const ends = await database.sql`select 1 from run_logs where run_id = ${String(runId)} and code = 'run_completed'`;
    assert.equal(ends.length, 1);
  }
});

test('a finish that throws fails the run with its error, and leaves nothing behind', async (t) => {
  const engine = await testEngine(t, { database, jobs: [summed] });

  const { runId } = await engine.startRun({ job: 'test.summed', input: { steps: 2, broken: true }, ...byHand });

  assert.equal(await endedRun(database, runId), 'failed');
  assert.deepEqual(await summaries(runId), []);
  const [run] = await database.sql`select error from runs where id = ${String(runId)}`;
  assert.equal(run?.error.message, 'the summary does not add up');
  const [line] = await database.sql`
    select code, message, params from run_logs where run_id = ${String(runId)} order by id desc limit 1`;
  assert.deepEqual(line, {
    code: 'run_failed',
    message: 'Failed at its end: the summary does not add up',
    params: { state: 'failed', completed: 2, failed: 0, cancelled: 0 },
  });
});

test('a run that only its finish failed is finished again by a retry, without doing a step twice', async (t) => {
  const mended = { failing: true };
  const job = testJob({
    name: 'test.mended',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async () => 1,
    finish: async () => {
      if (mended.failing) throw new Error('no room for the summary');
      return 'summed';
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: job.name, input: {}, ...byHand });
  assert.equal(await endedRun(database, runId), 'failed');
  mended.failing = false;

  assert.deepEqual(await engine.retryRun(runId, null), { steps: 0 });

  assert.equal(await endedRun(database, runId), 'completed');
  const [run] = await database.sql`select result, error from runs where id = ${String(runId)}`;
  assert.deepEqual(run, { result: 'summed', error: null });
  assert.equal((await stepsOf(database, runId))[0]?.attempt, 1);
});

type State = RunEnd['steps'][number]['state'];
const going = { cancelRequestedAt: null, error: null };
const cancelled = { cancelRequestedAt: new Date(), error: null };
const overdue = {
  cancelRequestedAt: new Date(),
  error: { code: 'timed_out' as const, message: 'too long', params: {} },
};

const ends: [string, typeof going | typeof cancelled | typeof overdue, State[], string][] = [
  ['all steps done', going, ['completed', 'completed'], 'completed'],
  ['no steps', going, [], 'completed'],
  ['only skipped steps', going, ['skipped'], 'completed'],
  ['one failed of two', going, ['completed', 'failed'], 'partial'],
  ['all failed', going, ['failed', 'failed'], 'failed'],
  ['one failed, one skipped', going, ['failed', 'skipped'], 'failed'],
  ['stopped after a failure', going, ['failed', 'cancelled'], 'failed'],
  ['cancelled on the way', cancelled, ['completed', 'cancelled'], 'cancelled'],
  ['cancelled before its plan', cancelled, [], 'cancelled'],
  ['cancelled when all was done', cancelled, ['completed'], 'completed'],
  ['out of time, with something done', overdue, ['completed', 'cancelled'], 'partial'],
  ['out of time, with nothing done', overdue, ['cancelled'], 'failed'],
];

for (const [name, run, states, expected] of ends) {
  test(`a run with ${name} is ${expected}`, () => {
    const steps = states.map((state, index) => ({ key: `${index}`, state, result: null, error: null }));

    assert.equal(runEnd(run, steps).state, expected);
  });
}
