import { sql } from 'drizzle-orm';
import type { RunStarted } from '#lib/contract/run';
import { salesJob } from '#lib/etl/daily-load';
import type { Caller } from '#lib/http/caller';
import { jsonRows } from '#lib/runs/json-rows';
import { requestRun } from '#lib/runs/request-run';
import type { Runtime } from '#lib/runtime/current';

const runningSql = sql`
  select json_build_object('run_id', id::text) as item
  from runs
  where job = ${salesJob}
    and state in ('pending', 'running', 'waiting')
    and not input ? 'from'
  order by id desc
  limit 1`;

/** Starts the schedule's own work now; while it is under way, answers the run that does it. */
export async function triggerDailyLoad(program: Runtime, caller: Caller): Promise<RunStarted> {
  const [running] = await jsonRows<RunStarted>(program.db, runningSql);
  return running ?? requestRun(program, { job: salesJob, input: {}, recovery: false }, caller);
}
