import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { type Gate, gate, testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

/** Each step waits at its gate, so that a test decides when it ends. */
function gatedJob(name: string, gates: ReadonlyMap<string, Gate>) {
  return testJob({
    name,
    input: z.object({ keys: z.array(z.string()) }),
    parallel: 1,
    runTimeoutMinutes: 10,
    plan: async (_context, { keys }) => keys.map((key) => ({ key })),
    step: async (_context, { key }) => {
      await gates.get(key)?.opened;
      return key;
    },
  });
}

async function statesOf(runId: bigint): Promise<string[]> {
  return (await stepsOf(database, runId)).map(({ state }) => state);
}

function untilStates(runId: bigint, wanted: string[]): Promise<unknown> {
  return eventually(async () => (await statesOf(runId)).join() === wanted.join());
}

async function linesOf(runId: bigint): Promise<string[]> {
  const lines = await database.sql<{ code: string; message: string }[]>`
    select code, message from run_logs where run_id = ${String(runId)} and code ~ '^run_(paused|resumed)' order by id`;
  return lines.map(({ code, message }) => `${code}: ${message}`);
}

test('a paused run ends what runs, starts nothing, and goes on when it is resumed; who did it is in its log', async (t) => {
  const gates = new Map([['a', gate()]]);
  const engine = await testEngine(t, { database, jobs: [gatedJob('test.pausing', gates)] });
  const { runId } = await engine.startRun({ job: 'test.pausing', input: { keys: ['a', 'b'] }, ...byHand });
  await untilStates(runId, ['running', 'pending']);

  await engine.pauseRun(runId, 'ana');
  await engine.pauseRun(runId, 'eva');
  gates.get('a')?.open();
  await untilStates(runId, ['completed', 'pending']);
  // Another run is claimed after it: so the paused one was passed over.
  const { runId: later } = await engine.startRun({ job: 'test.pausing', input: { keys: ['other'] }, ...byHand });
  await endedRun(database, later);
  const paused = await statesOf(runId);
  await engine.resumeRun(runId, 'luis');

  assert.deepEqual(paused, ['completed', 'pending']);
  assert.equal(await endedRun(database, runId), 'completed');
  assert.deepEqual(await linesOf(runId), ['run_paused_by: Paused by ana.', 'run_resumed_by: Resumed by luis.']);
});

test('a pause outlives the process, and a run paused before its plan makes none', async (t) => {
  const job = gatedJob('test.restart', new Map());
  const first = await testEngine(t, { database, jobs: [job], slots: 0 });
  const { runId } = await first.startRun({ job: 'test.restart', input: { keys: ['a'] }, ...byHand });
  await first.pauseRun(runId, null);
  await first.drain(0);

  const second = await testEngine(t, { database, jobs: [job] });
  const { runId: later } = await second.startRun({ job: 'test.restart', input: { keys: ['b'] }, ...byHand });
  await endedRun(database, later);
  const meanwhile = await statesOf(runId);
  await second.resumeRun(runId, null);

  assert.deepEqual(meanwhile, []);
  assert.equal(await endedRun(database, runId), 'completed');
});

test('a paused run can be cancelled, and started again it is not paused any more', async (t) => {
  const gates = new Map([['x', gate()]]);
  const engine = await testEngine(t, { database, jobs: [gatedJob('test.cancelled', gates)] });
  const { runId } = await engine.startRun({ job: 'test.cancelled', input: { keys: ['x', 'y'] }, ...byHand });
  await untilStates(runId, ['running', 'pending']);
  await engine.pauseRun(runId, null);

  await engine.cancelRun(runId, null);
  gates.get('x')?.open();
  await endedRun(database, runId);
  await engine.retryRun(runId, null);

  assert.equal(await endedRun(database, runId), 'completed');
});

test('the time of a run stands still while it is paused', async (t) => {
  const gates = new Map([['slow', gate()]]);
  let now = new Date('2026-11-22T10:00:00Z');
  const engine = await testEngine(t, { database, jobs: [gatedJob('test.deadline', gates)], now: () => now });
  const { runId } = await engine.startRun({ job: 'test.deadline', input: { keys: ['slow'] }, ...byHand });
  await untilStates(runId, ['running']);
  await engine.pauseRun(runId, null);
  now = new Date('2026-11-22T12:00:00Z');
  await engine.resumeRun(runId, null);

  const [run] = await database.sql<{ left: number }[]>`
    select extract(epoch from deadline_at - ${now.toISOString()}::timestamptz)::integer as left
    from runs
    where id = ${String(runId)}`;
  gates.get('slow')?.open();

  assert.equal(await endedRun(database, runId), 'completed');
  assert.equal(run?.left, 600);
});

test('a run that has ended cannot be paused', async (t) => {
  const engine = await testEngine(t, { database, jobs: [gatedJob('test.over', new Map())] });
  const { runId } = await engine.startRun({ job: 'test.over', input: { keys: [] }, ...byHand });
  await endedRun(database, runId);

  await assert.rejects(engine.pauseRun(runId, null), { code: 'conflict' });
  await assert.rejects(engine.pauseRun(999_999n, null), { code: 'not_found' });
});
