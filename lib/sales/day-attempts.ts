import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { DayAttempt, StoreDayDetail } from '#lib/contract/store-day-detail';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import { storeLane } from '#lib/sources/store-lane';

const mostAttempts = 20;

// By the runs of the store: there are thousands of them where there are millions of steps.
const attemptsSql = (day: StoreDay) => sql`
  select to_json(item) as item
  from (select run.run_id::text as "runId", step.id::text as "stepId", tried.attempt, tried.started_at as "startedAt",
               tried.ended_at as "endedAt", tried.outcome, tried.error
        from run_lanes run
        join run_steps step on step.run_id = run.run_id and step.key = ${storeDayKey(day)}
        join step_attempts tried on tried.step_id = step.id
        where run.lane = ${storeLane(day.storeId)} and run.job = 'sales.load'
        order by run.run_id desc, tried.attempt desc
        limit ${mostAttempts}) as item`;

/** The tries at a day in whatever run, newest first. */
export async function dayAttempts(db: Db, day: StoreDay): Promise<DayAttempt[]> {
  return (await db.execute<{ item: DayAttempt }>(attemptsSql(day))).map(({ item }) => item);
}

type ActiveStep = NonNullable<StoreDayDetail['active']>;

const activeSql = (day: StoreDay) => sql`
  select to_json(item) as item
  from (select run_id::text as "runId", id::text as "stepId", state, reason, attempt, max_attempts as "maxAttempts",
               next_attempt_at as "nextAttemptAt", progress
        from run_steps
        where job = 'sales.load' and key = ${storeDayKey(day)} and state in ('pending', 'running', 'waiting')) as item`;

/** The step that works on a day now, or waits; a day has one at most. */
export async function activeStep(db: Db, day: StoreDay): Promise<ActiveStep | null> {
  const [row] = await db.execute<{ item: ActiveStep }>(activeSql(day));
  return row?.item ?? null;
}
