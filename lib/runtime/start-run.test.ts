import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: 'ana' } as const;

const greet = testJob({
  name: 'test.greet',
  input: z.object({ names: z.array(z.string()) }),
  plan: async (_context, { names }) => names.map((name) => ({ key: name, input: `hello ${name}` })),
  step: async (_context, { input }) => ({ said: input }),
});

async function runCount(): Promise<number> {
  const [row] = await database.sql<{ runs: number }[]>`select count(*)::integer as runs from runs`;
  return row?.runs ?? 0;
}

test('a run is planned, its steps are done and keep their results', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });

  const { runId } = await engine.startRun({ job: 'test.greet', input: { names: ['ana', 'luis'] }, ...byHand });

  assert.equal(await endedRun(database, runId), 'completed');
  const steps = await stepsOf(database, runId);
  assert.deepEqual(
    steps.map(({ key, state, result }) => ({ key, state, result })),
    [
      { key: 'ana', state: 'completed', result: { said: 'hello ana' } },
      { key: 'luis', state: 'completed', result: { said: 'hello luis' } },
    ],
  );
});

test('an empty plan is a completed run with nothing to do', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });

  const { runId } = await engine.startRun({ job: 'test.greet', input: { names: [] }, ...byHand });

  assert.equal(await endedRun(database, runId), 'completed');
  const [line] =
    await database.sql`select message from run_logs where run_id = ${String(runId)} and code = 'run_completed'`;
  assert.equal(line?.message, 'Nothing to do.');
});

test('a job that does not exist starts nothing', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });
  const before = await runCount();

  await assert.rejects(engine.startRun({ job: 'test.nothing', input: {}, ...byHand }), { code: 'not_found' });

  assert.equal(await runCount(), before);
});

test('an input that the job does not take is refused with the path of what is wrong', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });

  await assert.rejects(
    engine.startRun({ job: 'test.greet', input: { names: ['ana', 7] }, ...byHand }),
    (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error && 'details' in error && Array.isArray(error.details));
      assert.equal(error.code, 'invalid_input');
      assert.equal(error.details[0].path, 'names.1');
      return true;
    },
  );
});

test('the same idempotency key answers the run that it started before, also when both ask at once', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });
  const request = { job: 'test.greet', input: { names: ['eva'] }, idempotencyKey: 'once', ...byHand };

  const started = await Promise.all([1, 2, 3, 4].map(() => engine.startRun(request)));

  assert.equal(new Set(started.map(({ runId }) => runId)).size, 1);
  assert.equal(started.filter(({ created }) => created).length, 1);
});

test('a step that is active in another run is skipped, and says in which', async (t) => {
  const letGo = gate();
  const slow = testJob({
    name: 'test.slow',
    input: z.object({ keys: z.array(z.string()) }),
    plan: async (_context, { keys }) => keys.map((key) => ({ key })),
    step: async () => {
      await letGo.opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [slow] });
  const first = await engine.startRun({ job: 'test.slow', input: { keys: ['a'] }, ...byHand });
  await planned(first.runId);

  const second = await engine.startRun({ job: 'test.slow', input: { keys: ['a', 'b'] }, ...byHand });
  await planned(second.runId);
  letGo.open();

  assert.equal(await endedRun(database, second.runId), 'completed');
  const steps = await stepsOf(database, second.runId);
  assert.deepEqual(
    steps.map(({ key, state, reason }) => ({ key, state, reason })),
    [
      { key: 'a', state: 'skipped', reason: `in run ${first.runId}` },
      { key: 'b', state: 'completed', reason: null },
    ],
  );
});

async function planned(runId: bigint): Promise<void> {
  await eventually(async () => {
    const [run] = await database.sql`select open_steps from runs where id = ${String(runId)}`;
    return run?.open_steps !== null;
  });
}

test('a plan that names a step twice fails the run, and says which', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });

  const { runId } = await engine.startRun({ job: 'test.greet', input: { names: ['ana', 'ana'] }, ...byHand });

  assert.equal(await endedRun(database, runId), 'failed');
  const [run] = await database.sql`select error from runs where id = ${String(runId)}`;
  assert.match(run?.error.message, /the step "ana" twice/);
});
