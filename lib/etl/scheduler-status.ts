import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { EtlSchedulerStatus } from '#lib/contract/sales';
import { dailyLoadId, salesJob } from '#lib/etl/daily-load';
import { jsonRows } from '#lib/runs/json-rows';
import { dailyTimeOf } from '#lib/runtime/cron';
import type { Runtime } from '#lib/runtime/current';
import { type DailySummary, lastDailySummary } from '#lib/sales/daily-summary';
import { clockOf, getSchedule } from '#lib/schedules/list-schedules';

type Program = Pick<Runtime, 'db' | 'engine' | 'config'>;

/** The daily load as its scripts know it. With the emergency brake on it is not enabled, whatever is stored. */
export async function schedulerStatus({ db, engine, config }: Program): Promise<EtlSchedulerStatus> {
  const clock = clockOf(config);
  const [schedule, load, summary] = await Promise.all([
    dailyLoadId(db).then((id) => getSchedule(db, id, clock)),
    lastDailyLoad(db),
    lastDailySummary(db),
  ]);
  const time = dailyTimeOf(schedule.cron);
  const retries = engine.jobs.get(salesJob)?.retries;
  return {
    enabled: schedule.enabled && !clock.brake,
    next_execution: schedule.nextAt,
    ...load,
    config: {
      execution_hour: time?.hour ?? null,
      execution_minute: time?.minute ?? null,
      max_retries: schedule.retries ?? retries?.times ?? 0,
      retry_interval_minutes: schedule.retryMinutes ?? retries?.everyMinutes ?? 0,
    },
    daily_summary: summary && summaryOf(summary),
  };
}

function summaryOf({ day, ...counts }: DailySummary): EtlSchedulerStatus['daily_summary'] {
  return { date: day, ...counts };
}

type DailyLoad = Pick<EtlSchedulerStatus, 'is_running' | 'last_execution' | 'pending_retries' | 'failed_stores'>;

// A run without a period is the schedule's own work, also when it was started by hand. A step's key is store/day.
const dailyLoadSql = sql`
  with last_run as (
    select id, state, started_at
    from runs
    where job = ${salesJob}
      and not input ? 'from'
    order by id desc
    limit 1
  ), unfinished as (
    select distinct split_part(s.key, '/', 1) as store, s.state
    from last_run as r
    join run_steps as s on s.run_id = r.id
    where s.kind = 'step'
      and s.state in ('failed', 'waiting')
      and s.error is not null
  )
  select json_build_object(
           'is_running', exists (select from last_run where state in ('pending', 'running', 'waiting')),
           'last_execution', (select started_at from last_run),
           'pending_retries', (select count(distinct store) from unfinished where state = 'waiting'),
           'failed_stores', (select coalesce(json_agg(distinct store order by store), '[]') from unfinished)) as item`;

const never: DailyLoad = {
  is_running: false,
  last_execution: null,
  pending_retries: 0,
  failed_stores: [],
};

async function lastDailyLoad(db: Db): Promise<DailyLoad> {
  const [load = never] = await jsonRows<DailyLoad>(db, dailyLoadSql);
  return load;
}
