import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob, untilAborted } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

type Line = { id: string; step_key: string | null; level: string; code: string | null; message: string };

async function linesOf(runId: bigint): Promise<Line[]> {
  return database.sql<Line[]>`
    select id, step_key, level, code, message from run_logs where run_id = ${String(runId)} order by id`;
}

/** Writes `lines` numbered lines in one go, without giving the loop a turn. */
const talkative = testJob({
  name: 'test.talk',
  input: z.object({ steps: z.number(), lines: z.number() }),
  plan: async (_context, { steps }) => Array.from({ length: steps }, (_, index) => ({ key: `step ${index}` })),
  step: async ({ log }, _step, { lines }) => {
    for (let index = 0; index < lines; index += 1) log('info', `line ${index}`);
    return undefined;
  },
});

test('what a step says is in the log before its end is, in the order it was said', async (t) => {
  const engine = await testEngine(t, { database, jobs: [talkative], timings: { logFlushMs: 3_600_000 } });

  const { runId } = await engine.startRun({ job: 'test.talk', input: { steps: 3, lines: 500 }, ...byHand });
  await endedRun(database, runId);

  const lines = await linesOf(runId);
  for (const key of ['step 0', 'step 1', 'step 2']) {
    const said = lines.filter(({ step_key }) => step_key === key).map(({ message }) => message);
    assert.deepEqual(
      said,
      Array.from({ length: 500 }, (_, index) => `line ${index}`),
    );
  }
  assert.equal(lines.at(-1)?.code, 'run_completed');
});

test('a running step can be followed: its lines are written while it goes on', async (t) => {
  const watched = testJob({
    name: 'test.watched',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async ({ log, signal }) => {
      log('warning', 'slow link', { code: 'slow_link', params: { ms: 900 } });
      return untilAborted(signal);
    },
  });
  const engine = await testEngine(t, { database, jobs: [watched] });
  const { runId } = await engine.startRun({ job: 'test.watched', input: {}, ...byHand });

  const line = await eventually(async () => (await linesOf(runId)).find(({ code }) => code === 'slow_link'));

  assert.deepEqual([line.level, line.message], ['warning', 'slow link']);
  await engine.cancelRun(runId, null);
  await endedRun(database, runId);
});

test('a full log is cut, and one line says how many lines are missing', async (t) => {
  const engine = await testEngine(t, { database, jobs: [talkative], logLimits: { lines: 100, bytes: 1_000_000 } });

  const { runId } = await engine.startRun({ job: 'test.talk', input: { steps: 2, lines: 150 }, ...byHand });
  await endedRun(database, runId);

  const lines = await linesOf(runId);
  const kept = lines.filter(({ code }) => code !== 'log_cut' && code !== 'run_completed');
  const notices = lines.filter(({ code }) => code === 'log_cut').map(({ message }) => message);
  assert.equal(kept.length, 100);
  assert.deepEqual(notices, ['201 more lines were cut: the log of this run was full.']);
  const [run] = await database.sql`select log_lines_cut from runs where id = ${String(runId)}`;
  assert.equal(Number(run?.log_lines_cut), 201);
});

test('a log is cut by its size too', async (t) => {
  const engine = await testEngine(t, { database, jobs: [talkative], logLimits: { lines: 10_000, bytes: 400 } });

  const { runId } = await engine.startRun({ job: 'test.talk', input: { steps: 1, lines: 100 }, ...byHand });
  await endedRun(database, runId);

  const bytes = (await linesOf(runId))
    .filter(({ code }) => code !== 'log_cut' && code !== 'run_completed')
    .reduce((sum, { message }) => sum + message.length, 0);
  assert.ok(bytes <= 400 && bytes > 380);
});

test('text that PostgreSQL refuses harms neither the log nor the result', async (t) => {
  const binary = testJob({
    name: 'test.binary',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async ({ log }) => {
      log('info', 'nul \0 and half a pair \uD800', { code: 'odd', params: { text: '\0' } });
      log('info', 'x'.repeat(100_000));
      return { text: '\0', half: '\uDC00' };
    },
  });
  const engine = await testEngine(t, { database, jobs: [binary] });

  const { runId } = await engine.startRun({ job: 'test.binary', input: {}, ...byHand });

  assert.equal(await endedRun(database, runId), 'completed');
  const said = (await linesOf(runId)).filter(({ step_key }) => step_key === 'a');
  assert.equal(said[0]?.message, 'nul \uFFFD and half a pair \uFFFD');
  assert.match(said[1]?.message ?? '', /^x+… \(68000 more characters\)$/);
  assert.deepEqual((await stepsOf(database, runId))[0]?.result, { text: '\uFFFD', half: '\uFFFD' });
});

test('the progress of a running step can be read', async (t) => {
  const counted = testJob({
    name: 'test.counted',
    input: z.object({}),
    plan: async () => [{ key: 'a' }],
    step: async ({ progress, signal }) => {
      progress(20_000, 60_000, 'rows');
      return untilAborted(signal);
    },
  });
  const engine = await testEngine(t, { database, jobs: [counted] });
  const { runId } = await engine.startRun({ job: 'test.counted', input: {}, ...byHand });

  const progress = await eventually(async () => {
    const [step] = await database.sql`select progress from run_steps where run_id = ${String(runId)} and kind = 'step'`;
    return step?.progress;
  });

  assert.deepEqual(progress, { done: 20_000, total: 60_000, unit: 'rows' });
  await engine.cancelRun(runId, null);
  await endedRun(database, runId);
});
