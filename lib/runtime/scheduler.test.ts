import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { AppError } from '#lib/errors';
import { type StoredSchedule, saveSchedule, seedSchedules } from '#lib/runtime/save-schedule';
import { eventually, type TestEngineOptions, testEngine, testResources } from '#lib/runtime/testing/test-engine';
import { gate, testJob } from '#lib/runtime/testing/test-job';

const daily: StoredSchedule = {
  id: 'sales.load',
  job: 'test.load',
  cron: '0 5 * * *',
  zone: 'America/Caracas',
  enabled: true,
  missed: 'last',
  graceMinutes: 23 * 60,
  overlap: 'skip',
  retries: null,
  retryMinutes: null,
  input: {},
};

const load = testJob({
  name: 'test.load',
  input: z.object({}),
  plan: async ({ today }) => [{ key: today }],
  step: async () => undefined,
});

/** A clock that the test moves. */
function clockAt(start: string) {
  let at = new Date(start);
  return {
    now: () => at,
    set: (next: string) => {
      at = new Date(next);
    },
  };
}

type Clock = ReturnType<typeof clockAt>;

async function ticks({ sql }: TestDatabase) {
  const rows = await sql<{ schedule: string; slot: string; became: string; runId: string | null }[]>`
    select schedule_id as schedule, to_char(slot_at at time zone 'UTC', 'MM-DD HH24:MI') as slot,
           concat_ws(': ', outcome, reason) as became, run_id as "runId"
    from ticks
    order by slot_at, schedule_id`;
  return rows.map(({ slot, became }) => `${slot} ${became}`);
}

/** Schedules run: waits until the loop of this engine has looked at the clock's present time. */
async function looked(t: TestContext, database: TestDatabase, clock: Clock, options: Partial<TestEngineOptions> = {}) {
  const engine = await testEngine(t, { database, jobs: [load], schedules: true, now: clock.now, ...options });
  return {
    engine,
    look: async () => {
      engine.wakeScheduler();
      await eventually(async () => {
        const [due] = await database.sql`select 1 from schedules where next_at <= ${clock.now().toISOString()}`;
        return !due && engine.status().schedulerPassAt === clock.now().toISOString();
      });
    },
  };
}

test('a slot starts one run, for the day of the slot in the zone of the schedule', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T20:00:00Z');
  await saveSchedule(database.db, { ...daily, cron: '30 20 * * *' }, clock.now());
  const { look } = await looked(t, database, clock);

  clock.set('2026-03-03T00:30:01Z');
  await look();

  assert.deepEqual(await ticks(database), ['03-03 00:30 ran']);
  const runs = await database.sql`select today::text, trigger, schedule_id from runs`;
  assert.deepEqual([...runs], [{ today: '2026-03-02', trigger: 'schedule', schedule_id: 'sales.load' }]);
});

test('a tick entered by four schedulers at once starts one run', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T08:00:00Z');
  for (let index = 0; index < 25; index += 1) {
    await saveSchedule(
      database.db,
      { ...daily, id: `schedule-${index}`, cron: '*/10 * * * *', missed: 'all', overlap: 'queue' },
      clock.now(),
    );
  }
  const nodes = await Promise.all([1, 2, 3, 4].map(() => looked(t, database, clock, { slots: 1 })));

  clock.set('2026-03-02T09:00:00Z');
  await Promise.all(nodes.map(({ look }) => look()));

  const [count] = await database.sql`
    select (select count(*)::integer from ticks) as ticks,
           (select count(*)::integer from runs) as runs,
           (select count(distinct (schedule_id, slot_at))::integer from runs) as slots`;
  assert.deepEqual(count, { ticks: 150, runs: 150, slots: 150 });
});

test('after a night without power the last slot is caught up and the others are on record', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-01T12:00:00Z');
  await saveSchedule(database.db, daily, clock.now());

  clock.set('2026-03-04T15:00:00Z');
  const { look } = await looked(t, database, clock);
  await look();

  assert.deepEqual(await ticks(database), [
    '03-02 09:00 skipped: grace',
    '03-03 09:00 skipped: grace',
    '03-04 09:00 caught_up',
  ]);
  const [run] = await database.sql`select today::text as today from runs`;
  assert.equal(run?.today, '2026-03-04');
});

test('a clock that jumps back and forth doubles no slot and loses none', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T09:00:30Z');
  await saveSchedule(database.db, { ...daily, cron: '* * * * *', missed: 'all', overlap: 'queue' }, clock.now());
  const { look } = await looked(t, database, clock);

  for (const at of ['09:03:00', '09:01:00', '09:05:00', '08:00:00', '09:04:59', '09:06:30', '09:06:00', '09:08:00']) {
    clock.set(`2026-03-02T${at}Z`);
    await look();
  }

  const minutes = (await ticks(database)).map((tick) => tick.slice(6, 11));
  assert.deepEqual(minutes, ['09:01', '09:02', '09:03', '09:04', '09:05', '09:06', '09:07', '09:08']);
});

test('a schedule changed after the clock went back enters no slot a second time', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T08:59:00Z');
  await saveSchedule(database.db, daily, clock.now());
  const { look } = await looked(t, database, clock);
  clock.set('2026-03-02T09:00:00Z');
  await look();

  clock.set('2026-03-02T08:59:00Z');
  await saveSchedule(database.db, { ...daily, enabled: false }, clock.now());
  await saveSchedule(database.db, daily, clock.now());
  clock.set('2026-03-02T09:00:01Z');
  await look();

  assert.deepEqual(await ticks(database), ['03-02 09:00 ran']);
  const [runs] = await database.sql`select count(*)::integer as count from runs`;
  assert.equal(runs?.count, 1);
});

test('switching a schedule on again replays nothing', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-01T12:00:00Z');
  await saveSchedule(database.db, { ...daily, enabled: false, missed: 'all', graceMinutes: 10_000 }, clock.now());
  const { look } = await looked(t, database, clock);
  clock.set('2026-03-02T10:00:00Z');
  await look();

  clock.set('2026-03-03T10:00:00Z');
  await saveSchedule(database.db, { ...daily, missed: 'all', graceMinutes: 10_000 }, clock.now());
  await look();
  clock.set('2026-03-04T09:00:00Z');
  await look();

  assert.deepEqual(
    (await ticks(database)).filter((tick) => !tick.includes('disabled')),
    ['03-04 09:00 ran'],
  );
});

test('slots of a job that is gone stay missed: catching up says so', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-01T12:00:00Z');
  await saveSchedule(database.db, { ...daily, job: 'test.gone', enabled: false }, clock.now());
  const { engine, look } = await looked(t, database, clock);
  clock.set('2026-03-02T10:00:00Z');
  await look();

  const caughtUp = engine.catchUp('sales.load', 'all');

  await assert.rejects(caughtUp, { code: 'conflict', message: /^There is no job "test\.gone" any more/ });
  assert.deepEqual(
    (await ticks(database)).filter((tick) => tick.includes('caught_up')),
    [],
  );
});

test('a slot that comes due while the run before is still going is skipped, or queued behind it', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T09:00:00Z');
  const letGo = gate();
  t.after(letGo.open);
  const slow = testJob({
    name: 'test.load',
    input: z.object({}),
    plan: async ({ runId }) => [{ key: `run ${runId}` }],
    step: async () => {
      await letGo.opened;
      return undefined;
    },
  });
  await saveSchedule(database.db, { ...daily, id: 'skips', cron: '*/10 * * * *' }, clock.now());
  await saveSchedule(database.db, { ...daily, id: 'queues', cron: '5-59/10 * * * *', overlap: 'queue' }, clock.now());
  const { look } = await looked(t, database, clock, { jobs: [slow] });

  for (const at of ['09:05:00', '09:10:00', '09:15:00', '09:20:00']) {
    clock.set(`2026-03-02T${at}Z`);
    await look();
  }
  const [queued] = await database.sql`select state from runs where schedule_id = 'queues' order by id desc limit 1`;
  letGo.open();
  await eventually(async () => {
    const [open] = await database.sql`select 1 from runs where ended_at is null`;
    return !open;
  });

  const became = await ticks(database);
  assert.deepEqual(became.slice(0, 3), ['03-02 09:05 ran', '03-02 09:10 ran', '03-02 09:15 ran']);
  assert.match(became[3] ?? '', /^03-02 09:20 skipped: overlap in run \d+$/);
  assert.equal(queued?.state, 'pending');
});

test('a run that has nothing left but a store whose link is down hides no later slot of its schedule', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T09:00:00Z');
  const linked = testJob({
    name: 'test.load',
    input: z.object({}),
    plan: async ({ runId }) => [{ key: 'dead', lane: 'store:dead' }, { key: `well in ${runId}` }],
    step: async (_context, { key }) => {
      if (key === 'dead') throw new AppError('link_down', 'dead: there is no link.');
      return key;
    },
  });
  await saveSchedule(database.db, { ...daily, cron: '*/10 * * * *' }, clock.now());
  const { look } = await looked(t, database, clock, { jobs: [linked] });
  const lastRun = async (wanted: string) => {
    const [run] = await database.sql<{ id: string; steps: string }[]>`
      select id, (select string_agg(concat_ws(' ', key, state, reason), ', ' order by position)
                  from run_steps where run_id = runs.id) as steps
      from runs
      where state = ${wanted} and id = (select max(id) from runs)`;
    return run;
  };
  clock.set('2026-03-02T09:10:00Z');
  await look();
  const waiting = await eventually(() => lastRun('waiting'));

  clock.set('2026-03-02T09:20:00Z');
  await look();
  const next = await eventually(() => lastRun('completed'));

  assert.equal(waiting.steps, `dead waiting link_down, well in ${waiting.id} completed`);
  assert.equal(next.steps, `dead skipped in run ${waiting.id}, well in ${next.id} completed`);
  assert.deepEqual(await ticks(database), ['03-02 09:10 ran', '03-02 09:20 ran']);
});

test('the emergency brake stops every schedule, and says so', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T08:00:00Z');
  await saveSchedule(database.db, daily, clock.now());
  const resources = testResources(database, t);
  const braked = { ...resources, config: { ...resources.config, ENABLE_SCHEDULED_TASKS: false } };
  const { engine, look } = await looked(t, database, clock, { resources: braked });

  clock.set('2026-03-02T09:00:00Z');
  await look();

  assert.deepEqual(await ticks(database), ['03-02 09:00 skipped: brake']);
  await eventually(async () => engine.status().problems.some((problem) => problem.includes('ENABLE_SCHEDULED_TASKS')));
});

test('an enabled schedule that has no next slot is named among the problems', async (t) => {
  const database = await testDatabase({ after });
  const clock = clockAt('2026-03-02T08:00:00Z');
  await database.sql`
    insert into schedules (id, job, cron, zone, enabled, missed, grace_minutes, overlap, cursor_at)
    values ('never', 'test.load', '0 0 30 2 *', 'America/Caracas', true, 'last', 30, 'skip', now()),
           ('forgotten', 'test.load', '0 5 * * *', 'America/Caracas', true, 'last', 30, 'skip', ${clock.now().toISOString()})`;

  const { engine } = await looked(t, database, clock);
  const problems = await eventually(async () =>
    engine.status().problems.length > 0 ? engine.status().problems : null,
  );

  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? '', /Schedule never is enabled but has no next slot: .*never fires/);
  const [forgotten] = await database.sql`select next_at from schedules where id = 'forgotten'`;
  assert.ok(forgotten?.next_at);
});

const shared = await testDatabase({ after });

test('a schedule that cannot run is refused when it is saved', async () => {
  const broken = { ...daily, cron: '0 0 30 2 *' };

  await assert.rejects(saveSchedule(shared.db, broken, new Date()), { code: 'invalid_input' });
});

test('first values are stored once; what people changed stays', async () => {
  const now = new Date('2026-03-02T08:00:00Z');
  await seedSchedules(shared.db, [daily], now);
  await saveSchedule(shared.db, { ...daily, cron: '30 6 * * *' }, now);

  await seedSchedules(shared.db, [daily], now);

  const [stored] = await shared.sql`select cron, next_at from schedules where id = 'sales.load'`;
  assert.equal(stored?.cron, '30 6 * * *');
});
