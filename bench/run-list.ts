import type { z } from 'zod';
import { percentile, report } from '#bench/report';
import { callEndpoint } from '#lib/contract/call';
import * as runs from '#lib/contract/endpoints/runs';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';

const bench = 'run-list';
const manyRuns = Number(process.env.BENCH_RUNS ?? 1_000_000);
const rounds = 15;
const limitMs = 50;

const closing: (() => Promise<void>)[] = [];
const owner = { after: (close: () => Promise<void>) => closing.unshift(close) };

type Query = z.input<typeof runs.RunFilter>;

try {
  const { database } = await testProgram(owner);
  const base = await serveRoutes(owner);
  await seed(database.sql);
  const [middle] = await database.sql<{ id: string; at: Date }[]>`
    select id::text as id, created_at as at from runs order by id offset ${manyRuns / 2} limit 1`;
  if (!middle) throw new Error('no runs were made');
  const times: number[] = [];
  for (const [name, query] of Object.entries(filters(new Date(middle.at)))) {
    const newest = await measured(base, query);
    const deep = await measured(base, { ...query, after: middle.id });
    times.push(...newest, ...deep);
    const value = percentile([...newest, ...deep], 95);
    report({ bench, figure: `${name}, p95`, value, unit: 'ms', bound: { atMost: limitMs } });
  }
  report({
    bench,
    figure: 'any filter, any page, p95',
    value: percentile(times, 95),
    unit: 'ms',
    bound: { atMost: limitMs },
  });
  const preview = await timed(() =>
    callEndpoint(fetch, base, runs.matchingRuns, { query: { act: 'retry', job: 'sales.load' } }),
  );
  report({ bench, figure: 'preview of an act on all that match', value: preview, unit: 'ms', bound: { atMost: 500 } });
} finally {
  for (const close of closing) await close();
}

/** What people ask for, and pairs that seldom or never meet. */
function filters(middleAt: Date): Record<string, Query> {
  const since = middleAt.toISOString();
  const until = new Date(middleAt.getTime() + 86_400_000).toISOString();
  return {
    'every run': {},
    'one state': { state: 'failed' },
    'a state that is rare': { state: 'running,waiting' },
    'three states': { state: 'failed,partial,cancelled' },
    'one job': { job: 'sales.load' },
    'a job that ran long ago': { job: 'batches.old' },
    'a job and its failures': { job: 'crm.notify', state: 'failed' },
    'by hand': { trigger: 'hand' },
    'a job by hand': { job: 'sales.load', trigger: 'hand' },
    'a job that nobody starts by hand': { job: 'crm.notify', trigger: 'recovery' },
    'one schedule': { schedule: 'klk.sync' },
    'one schedule and its failures': { schedule: 'sales.load', state: 'failed,partial' },
    'one store': { store: 'tienda_07' },
    'one store and its failures': { store: 'tienda_07', state: 'failed,partial' },
    'one store and a rare state': { store: 'tienda_07', state: 'cancelled' },
    'one store and a job that has none': { store: 'tienda_07', job: 'crm.notify' },
    'a store that is new': { store: 'tienda_99' },
    'one day': { since, until },
    'one day of one job': { since, until, job: 'sales.load' },
    'one day of one store': { since, until, store: 'tienda_07' },
    'a time before the first run': { until: '2001-01-01T00:00:00Z' },
  };
}

async function measured(base: string, query: Query): Promise<number[]> {
  const call = () => callEndpoint(fetch, base, runs.listRuns, { query });
  await call();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(call));
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

type Sql = Awaited<ReturnType<typeof testProgram>>['database']['sql'];

/**
 * Years of a company: half of the runs are the frequent KLK sync, a quarter notifications, then sales with the stores'
 * lanes, a few recoveries and batches that ended long ago. One run in fifty failed.
 */
async function seed(sql: Sql): Promise<void> {
  await sql`
    insert into runs (job, trigger, schedule_id, slot_at, today, priority, parallel, state, input, open_steps, created_at,
                      started_at, ended_at)
    select job,
           kind,
           case when kind = 'schedule' then job end,
           case when kind = 'schedule' then at end,
           at::date, 1, 4,
           case when n > ${manyRuns - 20} and n % 2 = 0 then 'running'
                when n % 50 = 1 then 'failed'
                when n % 90 = 2 then 'partial'
                when n % 5000 = 3 then 'cancelled'
                else 'completed' end,
           '{}', 0, at, at, at + interval '2 minutes'
    from (select n,
                 timestamptz '2021-01-01' + n * interval '3 minutes' as at,
                 case when n <= 2000 and n % 10 = 0 then 'batches.old'
                      when n % 8 < 4 then 'klk.sync'
                      when n % 8 < 6 then 'crm.notify'
                      when n % 8 < 7 then 'sales.load'
                      else 'metrics.daily' end                  as job,
                 case when n % 97 = 0 then 'hand'
                      when n % 203 = 0 and n % 8 = 6 then 'recovery'
                      when n % 1009 = 0 then 'cli'
                      else 'schedule' end                       as kind
          from generate_series(1, ${manyRuns}::integer) n) as run
    order by n`;
  await sql`
    insert into run_steps (run_id, job, key, position, lane, priority, state, tries_left, max_attempts)
    select id, job, 'tienda_' || lpad(store::text, 2, '0') || '/' || id, store,
           'store:tienda_' || lpad(store::text, 2, '0'), 0,
           case when state = 'failed' or (state = 'partial' and store = 3) then 'failed' else 'completed' end, 0, 4
    from runs
    cross join generate_series(1, 16) as store
    where job = 'sales.load' and (id % 10 = 6 or id > ${manyRuns - 20_000}::integer)`;
  await sql`
    insert into run_lanes (lane, job, run_id)
    select 'store:tienda_' || lpad(store::text, 2, '0'), job, id
    from runs
    cross join generate_series(1, 16) as store
    where job = 'sales.load' or (job = 'klk.sync' and store in (1, 7, 8))`;
  await sql`insert into run_lanes (lane, job, run_id) select 'store:tienda_99', job, max(id) from runs group by job`;
  await sql`vacuum analyze runs`;
  await sql`vacuum analyze run_steps`;
  await sql`vacuum analyze run_lanes`;
}
