import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { alertCounts } from '#lib/alerts/summary';
import type { Config } from '#lib/config';
import type { MetricFacts } from '#lib/metrics/metrics';
import { salesOverview } from '#lib/sales/sales-overview';

type Counted = { name: string; value: number };

/** What /metrics tells of the work. */
export async function metricFacts(db: Db, { FLUXION_ZONE }: Pick<Config, 'FLUXION_ZONE'>): Promise<MetricFacts> {
  const [overview, alerts, openRuns, lastSuccess, links, audit] = await Promise.all([
    salesOverview(db, { now: new Date(), zone: FLUXION_ZONE }),
    alertCounts(db, []),
    counted(db, openRunsSql),
    counted(db, lastSuccessSql),
    counted(db, unreachableSql),
    counted(db, unsealedSql),
  ]);
  return {
    storeDays: Object.fromEntries(
      Object.entries(Object.groupBy(overview.stores, ({ dayState }) => dayState)).map(([state, stores]) => [
        state,
        stores.length,
      ]),
    ),
    storesExpected: overview.expected,
    storesComplete: overview.complete,
    storesUnreachable: links.all ?? 0,
    openRuns: { pending: 0, running: 0, waiting: 0, ...openRuns },
    lastSuccess,
    incidentsOpen: alerts.open,
    messagesUndelivered: alerts.undelivered,
    auditUnsealed: audit.all ?? 0,
  };
}

async function counted(db: Db, query: ReturnType<typeof sql>): Promise<Record<string, number>> {
  const rows = await db.execute<Counted>(query);
  return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
}

const openRunsSql = sql`
  select state as name, count(*) as value
  from runs
  where state in ('pending', 'running', 'waiting')
  group by state`;

/** By the index of job and state: one look for each job. */
const lastSuccessSql = sql`
  select job as name, extract(epoch from ended_at) as value
  from (select distinct job from schedules) as jobs
  cross join lateral (
    select ended_at from runs where runs.job = jobs.job and state = 'completed' order by id desc limit 1) as newest`;

const unreachableSql = sql`
  select 'all' as name, count(*) as value
  from links
  join stores on stores.id = links.store_id
  where stores.active and links.state in ('down', 'no_entry')`;

const unsealedSql = sql`
  select 'all' as name, count(*) as value
  from audit_entries
  where seal_number is null`;
