import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { defineJob, type JobDefinition } from '#lib/runtime/define-job';
import { endedRun, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';

const database = await testDatabase({ after });

const greet = job({
  name: 'test.greet',
  input: z.object({ names: z.array(z.string()) }),
  plan: async (_context, { names }) => names.map((name) => ({ key: name, input: `hello ${name}` })),
  step: async (_context, { input }) => ({ said: input }),
});

function job<Input>(
  definition: Pick<JobDefinition<Input>, 'name' | 'input' | 'plan' | 'step'> & Partial<JobDefinition<Input>>,
) {
  return defineJob({
    summary: { es: 'Prueba', en: 'Test' },
    parallel: 4,
    retries: { times: 0, everyMinutes: 0 },
    timeoutMinutes: 1,
    ...definition,
  });
}

test('a run is planned, its steps are done and keep their results', async (t) => {
  const engine = await testEngine(t, { database, jobs: [greet] });

  const { runId } = await engine.startRun({
    job: 'test.greet',
    input: { names: ['ana', 'luis'] },
    trigger: 'hand',
    requestedBy: null,
  });

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

  const { runId } = await engine.startRun({
    job: 'test.greet',
    input: { names: [] },
    trigger: 'hand',
    requestedBy: null,
  });

  assert.equal(await endedRun(database, runId), 'completed');
});
