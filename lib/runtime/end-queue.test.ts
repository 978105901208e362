import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

const byHand = { trigger: 'hand', requestedBy: null, input: {} } as const;

test('a result whose keys hold what the database has no place for is stored, and so are log parameters', async (t) => {
  const database = await testDatabase(t);
  const job = testJob({
    name: 'odd-keys',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async ({ log }) => {
      log('info', 'Looked.', { code: 'looked', params: { 'a\0b': 1 } });
      return { 'a\0b': { '\ud800': [{ 'c\0': 2 }] } };
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: job.name, ...byHand });
  assert.equal(await endedRun(database, runId), 'completed');
  assert.deepEqual((await stepsOf(database, runId))[0]?.result, { 'a�b': { '�': [{ 'c�': 2 }] } });
  const lines = await database.sql`select params from run_logs where message = 'Looked.'`;
  assert.deepEqual(
    lines.map(({ params }) => params),
    [{ 'a�b': 1 }],
  );
});

test('a result or a log line that the database refuses fails its own step and keeps no other from being written', async (t) => {
  const database = await testDatabase(t);
  await database.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'refused' using errcode = '22P05'; end $$;
    create trigger refuse_result before update on run_steps
      for each row when (new.key = 'bad' and new.result is not null) execute function refuse();
    create trigger refuse_line before insert on run_logs
      for each row when (new.message = 'bad line') execute function refuse();`);
  const job = testJob({
    name: 'refused',
    input: z.object({}),
    plan: async () => [{ key: 'good' }, { key: 'bad' }],
    step: async ({ log }, { key }) => {
      log('info', `${key} line`);
      return { key };
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: job.name, ...byHand });
  assert.equal(await endedRun(database, runId), 'partial');
  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ key, state, result }) => ({ key, state, result })),
    [
      { key: 'good', state: 'completed', result: { key: 'good' } },
      { key: 'bad', state: 'failed', result: null },
    ],
  );
  const lines = await database.sql`select message from run_logs where message like '% line'`;
  assert.deepEqual(
    lines.map(({ message }) => message),
    ['good line'],
  );
  const [run] = await database.sql`select log_lines_cut::integer as cut from runs`;
  assert.equal(run?.cut, 1);
});
