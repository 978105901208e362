import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { FaultPoint } from '#lib/runtime/fault-point';
import {
  effects,
  leftovers,
  nothingLeft,
  openGate,
  type SteadyNode,
  steadyNode,
} from '#lib/runtime/testing/steady-node';
import { eventually } from '#lib/runtime/testing/test-engine';

type Story = (operator: SteadyNode, fault: string) => Promise<void>;

const keys = 6;
/** The first key waits, and holds its lane. */
const keysBesideTheFirst = 4;

async function start({ ask }: SteadyNode, first: 'plain' | 'fails-once' | 'fails' | 'waits'): Promise<string> {
  const { value } = await ask({ name: 'start', input: { keys, first, lanes: 3 }, key: 'the one run' });
  return value ?? '';
}

async function running({ database }: SteadyNode, runId: string): Promise<void> {
  await eventually(async () => {
    const [count] = await database.sql`
      select count(*)::integer as steps from run_steps where run_id = ${runId} and state = 'completed'`;
    return count?.steps === keysBesideTheFirst;
  });
}

const runToItsEnd: Story = async (operator, fault) => {
  await operator.start(fault);
  const runId = await start(operator, 'fails-once');
  assert.equal(await operator.ended(runId), 'completed');
};

const tick: Story = async (operator, fault) => {
  const slot = new Date(Date.now() - 5 * 60_000);
  const cursor = new Date(Date.now() - 10 * 60_000).toISOString();
  const cron = `${slot.getUTCMinutes()} ${slot.getUTCHours()} * * *`;
  await operator.database.sql`
    insert into schedules (id, job, cron, zone, enabled, missed, grace_minutes, overlap, input, cursor_at, next_at)
    values ('nightly', 'test.crash', ${cron}, 'UTC', true, 'last', 60, 'skip', '{"keys":6}', ${cursor}, ${cursor})`;
  await operator.start(fault);
  const [run] = await eventually(async () => {
    await operator.ask({ name: 'cancel', runId: '0' });
    const runs = await operator.database.sql<{ id: string }[]>`select id from runs`;
    return runs.length > 0 ? runs : null;
  });
  assert.equal(await operator.ended(run?.id ?? ''), 'completed');
  const ticks = await operator.database.sql`select outcome, run_id from ticks`;
  assert.deepEqual([...ticks], [{ outcome: 'caught_up', run_id: run?.id }]);
};

const cancelling: Story = async (operator, fault) => {
  await operator.start(fault);
  const runId = await start(operator, 'waits');
  await running(operator, runId);
  await operator.ask({ name: 'cancel', runId });
  assert.equal(await operator.ended(runId), 'cancelled');
  await operator.ask({ name: 'retry', runId });
  await openGate(operator.database);
  assert.equal(await operator.ended(runId), 'completed');
};

const takingOver: Story = async (operator, fault) => {
  const first = await operator.start();
  const runId = await start(operator, 'waits');
  await running(operator, runId);
  first.kill('SIGKILL');
  await first.died;
  await operator.start(fault);
  await openGate(operator.database);
  assert.equal(await operator.ended(runId), 'completed');
};

const handingBack: Story = async (operator, fault) => {
  const first = await operator.start(fault);
  const runId = await start(operator, 'waits');
  await running(operator, runId);
  await first.call({ name: 'drain' });
  await first.died;
  await openGate(operator.database);
  assert.equal(await operator.ended(runId), 'completed');
};

const startingAgain: Story = async (operator, fault) => {
  await operator.start(fault);
  const runId = await start(operator, 'fails');
  assert.equal(await operator.ended(runId), 'partial');
  await openGate(operator.database);
  await operator.ask({ name: 'retry', runId });
  assert.equal(await operator.ended(runId), 'completed');
};

const faults: [FaultPoint, Story][] = [
  ['run-before-insert', runToItsEnd],
  ['run-after-commit', runToItsEnd],
  ['plan-before', runToItsEnd],
  ['plan-before-commit', runToItsEnd],
  ['plan-after-commit', runToItsEnd],
  ['claim-before-commit', runToItsEnd],
  ['claim-after-commit', runToItsEnd],
  ['step-before-effect', runToItsEnd],
  ['step-after-effect', runToItsEnd],
  ['log-before-flush', runToItsEnd],
  ['log-before-commit', runToItsEnd],
  ['end-before-commit', runToItsEnd],
  ['end-after-commit', runToItsEnd],
  ['retry-before-commit', runToItsEnd],
  ['retry-after-commit', runToItsEnd],
  ['run-end-before-commit', runToItsEnd],
  ['run-end-after-commit', runToItsEnd],
  ['tick-before-insert', tick],
  ['tick-before-commit', tick],
  ['tick-after-commit', tick],
  ['cancel-before-commit', cancelling],
  ['cancel-after-commit', cancelling],
  ['takeover-before-commit', takingOver],
  ['takeover-after-commit', takingOver],
  ['hand-back-before-commit', handingBack],
  ['rerun-before-commit', startingAgain],
];

/** One run, every step's effect once, nothing left half-way, and the fault did strike. */
async function strike(t: TestContext, point: FaultPoint, story: Story): Promise<void> {
  const operator = await steadyNode(t);

  await story(operator, `${point}:1`);

  await eventually(async () => operator.deaths.includes('SIGKILL'));
  assert.deepEqual(await effects(operator.database), { keys, most: 1 });
  const runs = await operator.database.sql`select 1 from runs`;
  assert.equal(runs.length, 1);
  await eventually(async () => JSON.stringify(await leftovers(operator.database)) === JSON.stringify(nothingLeft));
}

describe('a process killed at a named point and started again', { concurrency: 3 }, () => {
  for (const [point, story] of faults) {
    test(`goes on where it died: ${point}`, (t) => strike(t, point, story));
  }
});
