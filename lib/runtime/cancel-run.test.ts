import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob, untilAborted } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;

const endless = testJob({
  name: 'test.endless',
  input: z.object({ keys: z.array(z.string()) }),
  parallel: 1,
  plan: async (_context, { keys }) => keys.map((key) => ({ key })),
  step: async ({ signal }) => untilAborted(signal),
});

async function runningStep(runId: bigint): Promise<void> {
  await eventually(async () => (await stepsOf(database, runId)).some(({ state }) => state === 'running'));
}

test('cancelling stops the running step and cancels what has not started', async (t) => {
  const engine = await testEngine(t, { database, jobs: [endless] });
  const { runId } = await engine.startRun({ job: 'test.endless', input: { keys: ['a', 'b'] }, ...byHand });
  await runningStep(runId);

  await engine.cancelRun(runId, 'ana');

  assert.equal(await endedRun(database, runId), 'cancelled');
  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ state }) => state),
    ['cancelled', 'cancelled'],
  );
});

test('cancelling on one node reaches the step on another by notification, without waiting for a poll', async (t) => {
  const noPoll = { pollMs: 3_600_000 };
  const working = await testEngine(t, { database, jobs: [endless], timings: noPoll });
  const { runId } = await working.startRun({ job: 'test.endless', input: { keys: ['far'] }, ...byHand });
  await runningStep(runId);
  const other = await testEngine(t, { database, jobs: [endless], timings: noPoll });

  await other.cancelRun(runId, null);

  assert.equal(await endedRun(database, runId), 'cancelled');
});

test('a step that ignores its signal is given up after the grace, and its late end changes nothing', async (t) => {
  const { promise: lateEnd, resolve: endLate } = Promise.withResolvers<string>();
  const deaf = testJob({
    name: 'test.deaf',
    input: z.object({}),
    plan: async () => [{ key: 'deaf' }],
    step: async () => lateEnd,
  });
  const engine = await testEngine(t, { database, jobs: [deaf], timings: { abortGraceMs: 50 } });
  const { runId } = await engine.startRun({ job: 'test.deaf', input: {}, ...byHand });
  await runningStep(runId);

  await engine.cancelRun(runId, null);
  assert.equal(await endedRun(database, runId), 'cancelled');
  endLate('too late');
  await engine.drain(1000);

  const [step] = await stepsOf(database, runId);
  assert.deepEqual([step?.state, step?.result], ['cancelled', null]);
});

test('after a cancellation the step is told by its fence that it no longer owns its work', async (t) => {
  const { promise: fenced, resolve } = Promise.withResolvers<unknown>();
  const stubborn = testJob({
    name: 'test.fenced',
    input: z.object({}),
    plan: async () => [{ key: 'fenced' }],
    step: async ({ signal, fence }) => {
      await untilAborted(signal).catch(() => {});
      await fence().catch(resolve);
      throw signal.reason;
    },
  });
  const engine = await testEngine(t, { database, jobs: [stubborn] });
  const { runId } = await engine.startRun({ job: 'test.fenced', input: {}, ...byHand });
  await runningStep(runId);

  await engine.cancelRun(runId, null);

  const error = await fenced;
  assert.ok(error instanceof Error && 'code' in error);
  assert.equal(error.code, 'cancelled');
});

test('a run that has ended cannot be cancelled, nor one that never was', async (t) => {
  const engine = await testEngine(t, { database, jobs: [endless] });
  const { runId } = await engine.startRun({ job: 'test.endless', input: { keys: [] }, ...byHand });
  await endedRun(database, runId);

  await assert.rejects(engine.cancelRun(runId, null), { code: 'conflict' });
  await assert.rejects(engine.cancelRun(999_999n, null), { code: 'not_found' });
});

test('a cancelled run can be started again where it stopped', async (t) => {
  let blocked = true;
  const job = testJob({
    name: 'test.resumed',
    input: z.object({}),
    parallel: 1,
    plan: async () => [{ key: 'a' }, { key: 'b' }],
    step: async ({ signal }, { key }) => (key === 'b' && blocked ? untilAborted(signal) : undefined),
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: 'test.resumed', input: {}, ...byHand });
  await eventually(async () => (await stepsOf(database, runId))[1]?.state === 'running');
  await engine.cancelRun(runId, null);
  assert.equal(await endedRun(database, runId), 'cancelled');
  blocked = false;

  assert.deepEqual(await engine.retryRun(runId, null), { steps: 1 });

  assert.equal(await endedRun(database, runId), 'completed');
});

test('an attempt that takes longer than its job allows has timed out, and is tried again', async (t) => {
  const slow = testJob({
    name: 'test.slow',
    input: z.object({}),
    timeoutMinutes: 0.001,
    retries: { times: 1, everyMinutes: 0 },
    plan: async () => [{ key: 'slow' }],
    step: async ({ signal, attempt }) => (attempt === 1 ? untilAborted(signal) : 'in time'),
  });
  const engine = await testEngine(t, { database, jobs: [slow] });

  const { runId } = await engine.startRun({ job: 'test.slow', input: {}, ...byHand });

  assert.equal(await endedRun(database, runId), 'completed');
  const [first] = await database.sql`
    select a.outcome, a.error from step_attempts a join run_steps s on s.id = a.step_id
    where s.run_id = ${String(runId)} and a.attempt = 1`;
  assert.deepEqual([first?.outcome, first?.error.code], ['failed', 'timed_out']);
});

test('a run that takes longer than its job allows is stopped and has failed', async (t) => {
  let now = new Date('2026-03-02T09:00:00Z');
  const long = testJob({
    name: 'test.long',
    input: z.object({}),
    runTimeoutMinutes: 30,
    plan: async () => [{ key: 'long' }],
    step: async ({ signal }) => untilAborted(signal),
  });
  const engine = await testEngine(t, { database, jobs: [long], now: () => now });
  const { runId } = await engine.startRun({ job: 'test.long', input: {}, ...byHand });
  await runningStep(runId);

  now = new Date('2026-03-02T09:30:00Z');

  assert.equal(await endedRun(database, runId), 'failed');
  const [run] = await database.sql`select error from runs where id = ${String(runId)}`;
  assert.equal(run?.error.code, 'timed_out');
});

test('a failed attempt that ends while its run is being cancelled is not tried again', async (t) => {
  const { opened, open } = gate();
  const job = testJob({
    name: 'retrying',
    input: z.object({}),
    retries: { times: 3, everyMinutes: 0 },
    plan: async () => [{ key: 'a' }],
    step: async () => {
      await opened;
      throw new Error('the source is down');
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const { runId } = await engine.startRun({ job: job.name, input: {}, ...byHand });
  await eventually(async () => (await stepsOf(database, runId))[0]?.state === 'running');
  const waiting = async (count: number) => {
    const queries = await database.sql`
      select 1
      from pg_stat_activity
      where datname = current_database()
        and wait_event_type = 'Lock'`;
    return queries.length >= count;
  };
  let cancelled: Promise<void> | undefined;
  await database.sql.begin(async (tx) => {
    // As writing log lines does: the cancellation queues up first, the end of the attempt behind it.
    await tx`select 1 from runs where id = ${String(runId)} for no key update`;
    cancelled = engine.cancelRun(runId, null);
    await eventually(() => waiting(1));
    open();
    await eventually(() => waiting(2));
  });
  await cancelled;
  assert.equal(await endedRun(database, runId), 'cancelled');
  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ state, attempt }) => ({ state, attempt })),
    [{ state: 'cancelled', attempt: 1 }],
  );
});
