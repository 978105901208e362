import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { testDatabase } from '#db/testing/test-database';
import { RunFilter } from '#lib/contract/endpoints/runs';
import { RunPage, type RunState } from '#lib/contract/run';
import { listRuns } from '#lib/runs/list-runs';
import { insertRun, insertSteps } from '#lib/runs/testing/insert-runs';

const { db } = await testDatabase({ after });

async function idsOf(filter: Record<string, string>): Promise<string[]> {
  const { items } = RunPage.parse(await listRuns(db, RunFilter.parse(filter)));
  return items.map(({ id }) => id);
}

const states: RunState[] = ['completed', 'failed', 'running', 'partial', 'failed', 'completed'];
const ids: string[] = [];
for (const [index, state] of states.entries()) {
  const job = index % 2 === 0 ? 'sales.load' : 'metrics.daily';
  const trigger = index < 3 ? 'schedule' : 'hand';
  ids.push(String(await insertRun(db, { job, trigger, state, ...(state === 'running' ? { endedAt: null } : {}) })));
}
const newestFirst = ids.toReversed();
const total = states.length;
const [r0, r1, r2, r3, r4, r5] = ids;

test('runs come newest first, in the shape of the contract', async () => {
  assert.deepEqual(await idsOf({}), newestFirst);
});

test('filters combine, and several states are one page in order', async () => {
  assert.deepEqual(await idsOf({ state: 'failed' }), [r4, r1]);
  assert.deepEqual(await idsOf({ state: 'failed,completed,partial' }), [r5, r4, r3, r1, r0]);
  assert.deepEqual(await idsOf({ job: 'sales.load', state: 'failed,running' }), [r4, r2]);
  assert.deepEqual(await idsOf({ trigger: 'schedule' }), [r2, r1, r0]);
  assert.deepEqual(await idsOf({ job: 'no.such' }), []);
});

test('runs are chosen by store, schedule and time, also together with the rest', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
  const made = async (hour: number, scheduleId: string | null, state: RunState, stores: string[]) => {
    const runId = await insertRun(db, { job: 'room.filtered', scheduleId, state, trigger: 'cli', createdAt: at(hour) });
    await insertSteps(
      db,
      runId,
      stores.map((store) => ({ lane: `store:${store}`, job: 'room.filtered', key: `${store}/${runId}` })),
    );
    return String(runId);
  };
  const first = await made(1, 'nightly', 'failed', ['tienda_01']);
  const second = await made(2, 'nightly', 'completed', ['tienda_01', 'tienda_02']);
  const third = await made(3, null, 'completed', ['tienda_02']);
  const [one, two] = [at(1).toISOString(), at(2).toISOString()];

  assert.deepEqual(await idsOf({ schedule: 'nightly' }), [second, first]);
  assert.deepEqual(await idsOf({ schedule: 'nightly', state: 'failed,partial' }), [first]);
  assert.deepEqual(await idsOf({ store: 'tienda_02' }), [third, second]);
  assert.deepEqual(await idsOf({ store: 'tienda_01', state: 'completed', trigger: 'cli' }), [second]);
  assert.deepEqual(await idsOf({ store: 'tienda_01', job: 'room.filtered', limit: '1' }), [second]);
  assert.deepEqual(await idsOf({ store: 'tienda_01', job: 'no.such' }), []);
  assert.deepEqual(await idsOf({ since: two, job: 'room.filtered' }), [third, second]);
  assert.deepEqual(await idsOf({ since: one, until: two }), [first]);
  assert.deepEqual(await idsOf({ store: 'tienda_02', until: two }), []);
});

test('pages follow each other by key, nothing skipped and nothing twice', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listRuns(db, RunFilter.parse({ limit: '4', ...(after ? { after } : {}) }));
    seen.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  assert.deepEqual(seen.slice(-total), newestFirst);
  assert.equal(new Set(seen).size, seen.length);
});

test('a run counts its steps by state, and its plan is none of them', async () => {
  const runId = await insertRun(db, { state: 'running', endedAt: null });
  await insertSteps(db, runId, [{ state: 'completed' }, { state: 'failed' }, { state: 'waiting' }, { kind: 'plan' }]);

  const [run] = (await listRuns(db, RunFilter.parse({ limit: 1 }))).items;

  assert.deepEqual(run?.steps, {
    total: 3,
    pending: 0,
    running: 0,
    waiting: 1,
    completed: 1,
    failed: 1,
    cancelled: 0,
    skipped: 0,
  });
});

test('every filter is answered from an index, also when what it finds is long ago', async () => {
  await db.execute(sql`
    insert into runs (job, trigger, today, priority, parallel, state, input, created_at)
    select case when n < 200 then 'job.old' else 'job.' || n % 20 end, case when n < 200 then 'hand' else 'schedule' end,
           '2025-10-21', 1, 1, case when n < 200 then 'failed' else 'completed' end, '{}', now()
    from generate_series(1, 50000) as n`);
  await db.execute(sql`analyze runs`);

  for (const filter of [
    { state: 'failed,partial' },
    { job: 'job.old' },
    { job: 'job.7', state: 'failed' },
    { trigger: 'hand' },
    { job: 'job.old', trigger: 'hand' },
    { schedule: 'no.such', state: 'failed' },
    { until: '2000-01-01T00:00:00Z' },
    {},
  ]) {
    const filtered = RunFilter.parse(filter);
    const visited = await rowsVisited(() => listRuns(db, filtered));
    assert.ok(visited < 300, `${JSON.stringify(filter)} visited ${visited} rows`);
  }
});

/** How many rows of `runs` the database touched, by its own statistics. */
async function rowsVisited(work: () => Promise<unknown>): Promise<number> {
  const before = await visits();
  await work();
  return (await visits()) - before;
}

async function visits(): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute<{ visits: string }>(sql`
    select seq_tup_read + coalesce(idx_tup_fetch, 0) as visits
    from pg_stat_user_tables
    where relname = 'runs'`);
  return Number(row?.visits);
}
