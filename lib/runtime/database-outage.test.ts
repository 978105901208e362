import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { postgres } from '#db/driver';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, eventually, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob, untilAborted } from '#lib/runtime/testing/test-job';

const database = await testDatabase({ after });
/** Watches over connections that are not cut. */
const observer = postgres(database.url, { max: 2, connection: { application_name: 'observer' }, onnotice: () => {} });
after(() => observer.end());
const watched = { ...database, sql: observer };
const byHand = { trigger: 'hand', requestedBy: null } as const;
const cuts = 10;
const keys = 150;

await observer`create table written (key text not null)`;

/** Replaces its row by key, as every step does; a cut connection fails the attempt, and its retry follows at once. */
const replacing = testJob({
  name: 'test.replacing',
  input: z.object({}),
  retries: { times: 50, everyMinutes: 0 },
  plan: async () => Array.from({ length: keys }, (_, index) => ({ key: `${index}`, lane: `lane ${index % 4}` })),
  step: async ({ db, log }, { key }) => {
    log('info', `${key} starts`);
    await db.transaction(async (tx) => {
      await tx.execute(sql`delete from written where key = ${key}`);
      await tx.execute(sql`insert into written values (${key})`);
    });
    return undefined;
  },
});

async function cutConnections(): Promise<void> {
  await observer`
    select pg_terminate_backend(pid)
    from pg_stat_activity
    where datname = current_database()
      and application_name like 'fluxion%'`;
}

async function written(): Promise<{ rows: number; keys: number }> {
  const [count] = await observer<{ rows: number; keys: number }[]>`
    select count(*)::integer as rows, count(distinct key)::integer as keys from written`;
  return count ?? { rows: 0, keys: 0 };
}

test('a database that drops every connection ten times costs attempts, no step and no effect', async (t) => {
  const engine = await testEngine(t, { database, jobs: [replacing] });
  const { runId } = await engine.startRun({ job: 'test.replacing', input: {}, ...byHand });

  for (let cut = 0; cut < cuts; cut += 1) {
    const before = (await written()).keys;
    await eventually(async () => (await written()).keys >= Math.min(keys - 1, before + 5));
    await cutConnections();
  }

  assert.equal(await endedRun(watched, runId), 'completed');
  assert.deepEqual(await written(), { rows: keys, keys });
  const open = await observer`select 1 from step_attempts where ended_at is null`;
  assert.equal(open.length, 0);
});

test('after the connections were dropped a cancellation still reaches the other node at once', async (t) => {
  const endless = testJob({
    name: 'test.endless',
    input: z.object({}),
    plan: async () => [{ key: 'endless' }],
    step: async ({ signal }) => untilAborted(signal),
  });
  const working = await testEngine(t, { database, jobs: [endless] });
  const other = await testEngine(t, { database, jobs: [], slots: 1 });
  const { runId } = await working.startRun({ job: 'test.endless', input: {}, ...byHand });
  await eventually(async () => (await stepsOf(watched, runId))[0]?.state === 'running');

  await cutConnections();
  await eventually(async () =>
    other.cancelRun(runId, null).then(
      () => true,
      () => false,
    ),
  );

  assert.equal(await endedRun(watched, runId), 'cancelled');
});
