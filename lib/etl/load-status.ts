import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { EtlStatus } from '#lib/contract/sales';
import { salesJob } from '#lib/etl/daily-load';
import { jsonRows } from '#lib/runs/json-rows';

// The newest run that is open, or else the newest of all. A step's key is store/day.
const loadStatusSql = sql`
  with load as (
    select id, state, started_at, ended_at, state in ('pending', 'running', 'waiting') as open
    from runs
    where id = coalesce(
      (select max(id) from runs where job = ${salesJob} and state in ('pending', 'running', 'waiting')),
      (select max(id) from runs where job = ${salesJob}))
  ), steps as (
    select split_part(s.key, '/', 1) as store, s.state
    from load
    join run_steps as s on s.run_id = load.id and s.kind = 'step'
  )
  select json_build_object(
           'is_running', load.open,
           'run_id', load.id::text,
           'state', load.state,
           'started_at', load.started_at,
           'ended_at', load.ended_at,
           'progress', (select json_build_object(
                                 'done', count(*) filter (where state not in ('pending', 'running', 'waiting')),
                                 'total', count(*))
                        from steps),
           'failed_stores', (select coalesce(json_agg(distinct store order by store), '[]')
                             from steps
                             where state = 'failed')) as item
  from load`;

const noLoad: EtlStatus = {
  is_running: false,
  run_id: null,
  state: null,
  started_at: null,
  ended_at: null,
  progress: { done: 0, total: 0 },
  failed_stores: [],
};

/** The load that runs now, or the last one. */
export async function loadStatus(db: Db): Promise<EtlStatus> {
  const [load = noLoad] = await jsonRows<EtlStatus>(db, loadStatusSql);
  return load;
}
