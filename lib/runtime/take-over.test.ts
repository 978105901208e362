import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { effects, leftovers, nothingLeft, openGate, steadyNode } from '#lib/runtime/testing/steady-node';
import { eventually, stepsOf } from '#lib/runtime/testing/test-engine';

const kills = 20;
const keys = 400;
/** Between two kills the program gets something done, as it would in life; so no step is hit four times. */
const effectsBetweenKills = 12;

test('after 20 kills at random moments under load no step is lost and every effect is there once', async (t) => {
  const operator = await steadyNode(t);
  let node = await operator.start();
  const { value: runId = '' } = await operator.ask({ name: 'start', input: { keys, lanes: 5 }, key: 'load' });

  for (let kill = 0; kill < kills; kill += 1) {
    const before = (await effects(operator.database)).keys;
    await eventually(
      async () => (await effects(operator.database)).keys >= Math.min(keys - 1, before + effectsBetweenKills),
    );
    await delay(Math.random() * 30);
    node.kill('SIGKILL');
    await node.died;
    node = await operator.start();
  }

  assert.equal(await operator.ended(runId), 'completed');
  assert.deepEqual(await effects(operator.database), { keys, most: 1 });
  assert.deepEqual(await leftovers(operator.database), nothingLeft);
  assert.equal(operator.deaths.filter((signal) => signal === 'SIGKILL').length, kills);
});

test('a node that freezes is taken over, and when it wakes up its late write changes nothing', async (t) => {
  const operator = await steadyNode(t);
  const frozen = await operator.start();
  const { value: runId = '' } = await operator.ask({ name: 'start', input: { keys: 1, first: 'waits' } });
  await eventually(async () => (await stepsOf(operator.database, BigInt(runId)))[0]?.state === 'running');

  frozen.kill('SIGSTOP');
  await operator.start();
  await eventually(async () => (await stepsOf(operator.database, BigInt(runId)))[0]?.attempt === 2);
  await openGate(operator.database);
  frozen.kill('SIGCONT');

  assert.equal(await operator.ended(runId), 'completed');
  const written = await operator.database.sql`select attempt from effects`;
  assert.deepEqual([...written], [{ attempt: 2 }]);
  const next = await frozen.call({ name: 'start', input: { keys: 2 } });
  assert.equal(await operator.ended(next?.value ?? ''), 'completed');
  const nodes = await operator.database.sql`select 1 from nodes`;
  assert.equal(nodes.length, 2);
});

test('a step that takes its process along is given up after three new tries, and the others are done', async (t) => {
  const operator = await steadyNode(t);
  await operator.start();
  const { value: runId = '' } = await operator.ask({
    name: 'start',
    input: { keys: 5, first: 'poison' },
    key: 'poison',
  });

  assert.equal(await operator.ended(runId), 'partial');

  const [poison, ...others] = await stepsOf(operator.database, BigInt(runId));
  assert.equal(poison?.state, 'failed');
  assert.match(poison?.error?.message ?? '', /the process that ran it died 4 times/);
  assert.deepEqual(
    others.map(({ state }) => state),
    ['completed', 'completed', 'completed', 'completed'],
  );
  const attempts = await operator.database.sql`select outcome from step_attempts where outcome = 'lost'`;
  assert.ok(attempts.length >= 4);
});

test('two nodes share the work, and the one that is left finishes it', async (t) => {
  const operator = await steadyNode(t);
  const first = await operator.start();
  await operator.start();
  const started = await Promise.all([1, 2].map(() => first.call({ name: 'start', input: { keys: 150, lanes: 8 } })));
  await eventually(async () => {
    const [nodes] = await operator.database.sql`select count(distinct pid)::integer as count from executions`;
    return nodes?.count === 2;
  });

  first.kill('SIGKILL');

  const states = await Promise.all(started.map((run) => operator.ended(run?.value ?? '')));
  assert.deepEqual(states, ['completed', 'completed']);
  assert.deepEqual(await effects(operator.database), { keys: 300, most: 1 });
});
