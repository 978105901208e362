import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import type { StepContext } from '#lib/runtime/define-job';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { gate, testJob } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
const byHand = { trigger: 'hand', requestedBy: null } as const;
const nothing = z.object({});

/** Counts what runs at the same time, per name. */
function meter() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const during = async (name: string, work: () => Promise<unknown>) => {
    now.set(name, (now.get(name) ?? 0) + 1);
    most.set(name, Math.max(most.get(name) ?? 0, now.get(name) ?? 0));
    await work();
    now.set(name, (now.get(name) ?? 0) - 1);
  };
  return { during, most };
}

test('two steps of a lane never run at the same time, on two nodes and in three runs', async (t) => {
  const { during, most } = meter();
  const nodes = new Set<string>();
  const laned = (node: string) =>
    testJob({
      name: 'test.laned',
      input: z.object({ run: z.number() }),
      parallel: 8,
      plan: async (_context, { run }) =>
        Array.from({ length: 24 }, (_, index) => ({ key: `${run}/${index}`, lane: `store:${index % 4}` })),
      step: async (_context, { key }) => {
        nodes.add(node);
        await during(`store:${Number(key.split('/')[1]) % 4}`, () => delay(2));
        return undefined;
      },
    });
  const first = await testEngine(t, { database, jobs: [laned('first')], slots: 3 });
  await testEngine(t, { database, jobs: [laned('second')], slots: 3 });

  const started = await Promise.all(
    [1, 2, 3].map((run) => first.startRun({ job: 'test.laned', input: { run }, ...byHand })),
  );
  const states = await Promise.all(started.map(({ runId }) => endedRun(database, runId)));

  assert.deepEqual(states, ['completed', 'completed', 'completed']);
  assert.deepEqual([...most.values()], [1, 1, 1, 1]);
  assert.equal(nodes.size, 2);
});

test('a run does no more steps at the same time than its job says', async (t) => {
  const { during, most } = meter();
  const three = testJob({
    name: 'test.three',
    input: z.object({ parallel: z.number() }),
    parallel: ({ parallel }) => parallel,
    plan: async () => Array.from({ length: 20 }, (_, index) => ({ key: `${index}` })),
    step: async () => {
      await during('run', () => delay(2));
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [three] });

  const { runId } = await engine.startRun({ job: 'test.three', input: { parallel: 3 }, ...byHand });
  await endedRun(database, runId);

  assert.equal(most.get('run'), 3);
});

test('a step starts only when the steps that it comes after have ended', async (t) => {
  const ended: string[] = [];
  const chain = testJob({
    name: 'test.chain',
    input: nothing,
    plan: async () => [
      { key: 'extract-a' },
      { key: 'extract-b' },
      { key: 'load', after: ['extract-a', 'extract-b'], priority: 9 },
      { key: 'report', after: ['load'], priority: 9 },
    ],
    step: async (_context, { key }) => {
      ended.push(key);
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [chain] });

  const { runId } = await engine.startRun({ job: 'test.chain', input: {}, ...byHand });
  await endedRun(database, runId);

  assert.deepEqual(ended.slice(0, 2).sort(), ['extract-a', 'extract-b']);
  assert.deepEqual(ended.slice(2), ['load', 'report']);
});

test('a job that pauses between its steps starts none before the pause is over', async (t) => {
  const pauseMs = 60;
  const polite = testJob({
    name: 'test.polite',
    input: nothing,
    parallel: 2,
    pauseMs,
    plan: async () => [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
    step: async () => undefined,
  });
  const engine = await testEngine(t, { database, jobs: [polite] });

  const { runId } = await engine.startRun({ job: 'test.polite', input: {}, ...byHand });
  await endedRun(database, runId);

  // When each step was claimed, by the clock that the pause is reckoned with: a busy machine begins one later than that.
  const claims = await database.sql<{ ms: number }[]>`
    select (extract(epoch from started_at) * 1000)::float8 as ms
    from run_steps
    where run_id = ${String(runId)}
    order by started_at`;
  const pauses = claims.slice(1).map(({ ms }, index) => ms - (claims[index]?.ms ?? 0));
  assert.equal(pauses.length, 2);
  assert.ok(
    pauses.every((ms) => ms >= pauseMs),
    String(pauses),
  );
});

test('a job with one run at a time keeps the next one pending', async (t) => {
  const letGo = gate();
  const single = testJob({
    name: 'test.single',
    input: z.object({ key: z.string() }),
    maxRuns: 1,
    plan: async (_context, { key }) => [{ key }],
    step: async () => {
      await letGo.opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [single] });
  const first = await engine.startRun({ job: 'test.single', input: { key: 'a' }, ...byHand });
  await eventually(
    async () => engine.status().running === 1 && (await stepsOf(database, first.runId))[0]?.state === 'running',
  );

  const second = await engine.startRun({ job: 'test.single', input: { key: 'b' }, ...byHand });
  const [waiting] = await database.sql`select state from runs where id = ${String(second.runId)}`;
  letGo.open();

  assert.equal(waiting?.state, 'pending');
  assert.equal(await endedRun(database, first.runId), 'completed');
  assert.equal(await endedRun(database, second.runId), 'completed');
});

test('a job that stops on failure cancels what has not started', async (t) => {
  const fragile = testJob({
    name: 'test.fragile',
    input: nothing,
    parallel: 1,
    stopOnFailure: true,
    plan: async () => [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
    step: async (_context, { key }) => {
      if (key === 'b') throw new Error('b is broken');
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [fragile] });

  const { runId } = await engine.startRun({ job: 'test.fragile', input: {}, ...byHand });

  assert.equal(await endedRun(database, runId), 'partial');
  const steps = await stepsOf(database, runId);
  assert.deepEqual(
    steps.map(({ state }) => state),
    ['completed', 'failed', 'cancelled'],
  );
});

test('scheduled work goes before work by hand, and recovery comes last', async (t) => {
  const letGo = gate();
  const order: string[] = [];
  const step = async ({ trigger }: StepContext, { key }: { key: string }) => {
    if (key === 'blocker') await letGo.opened;
    else order.push(trigger);
    return undefined;
  };
  const job = testJob({
    name: 'test.urgent',
    input: z.object({ key: z.string() }),
    plan: async (_context, { key }) => [{ key, lane: 'store:1' }],
    step,
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const blocker = await engine.startRun({ job: 'test.urgent', input: { key: 'blocker' }, ...byHand });
  await eventually(async () => (await stepsOf(database, blocker.runId))[0]?.state === 'running');

  const started = [];
  for (const trigger of ['recovery', 'hand', 'schedule'] as const) {
    started.push(await engine.startRun({ job: 'test.urgent', input: { key: trigger }, trigger, requestedBy: null }));
  }
  await Promise.all(
    started.map(({ runId }) => eventually(async () => (await stepsOf(database, runId))[0]?.state === 'pending')),
  );
  letGo.open();
  await Promise.all(started.map(({ runId }) => endedRun(database, runId)));

  assert.deepEqual(order, ['schedule', 'hand', 'recovery']);
});

test('recovery never takes the last slots: a scheduled run finds one at once', async (t) => {
  const letGo = gate();
  t.after(letGo.open);
  const job = testJob({
    name: 'test.flood',
    input: z.object({ keys: z.number() }),
    parallel: 50,
    plan: async ({ trigger }, { keys }) => Array.from({ length: keys }, (_, index) => ({ key: `${trigger}/${index}` })),
    step: async ({ trigger }) => {
      if (trigger === 'recovery') await letGo.opened;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [job], slots: 4 });
  const flood = await engine.startRun({
    job: 'test.flood',
    input: { keys: 20 },
    trigger: 'recovery',
    requestedBy: null,
  });
  await eventually(async () => engine.status().running === 3);

  const { runId } = await engine.startRun({
    job: 'test.flood',
    input: { keys: 3 },
    trigger: 'schedule',
    requestedBy: null,
  });

  assert.equal(await endedRun(database, runId), 'completed');
  const states = (await stepsOf(database, flood.runId)).map(({ state }) => state);
  assert.equal(states.filter((state) => state === 'running').length, 3);
  letGo.open();
  await endedRun(database, flood.runId);
});

test('a job of one run at a time keeps to it when what failed is started again', async (t) => {
  let [together, most] = [0, 0];
  const held = gate();
  let failing = true;
  const job = testJob({
    name: 'test.one-again',
    input: z.object({ key: z.string() }),
    maxRuns: 1,
    plan: async (_context, { key }) => [{ key }],
    step: async () => {
      if (failing) throw new Error('not yet');
      together += 1;
      most = Math.max(most, together);
      await held.opened;
      together -= 1;
      return undefined;
    },
  });
  const engine = await testEngine(t, { database, jobs: [job] });
  const first = await engine.startRun({ job: job.name, input: { key: 'a' }, ...byHand });
  await endedRun(database, first.runId);
  failing = false;
  const second = await engine.startRun({ job: job.name, input: { key: 'b' }, ...byHand });
  await eventually(async () => together === 1);

  await engine.retryRun(first.runId, null);
  const third = await engine.startRun({ job: job.name, input: { key: 'c' }, ...byHand });
  held.open();

  for (const { runId } of [first, second, third]) assert.equal(await endedRun(database, runId), 'completed');
  assert.equal(most, 1);
});
