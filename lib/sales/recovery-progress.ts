import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { runs } from '#db/schema/runtime';
import type { RecoveryProgress, StoreProgress } from '#lib/contract/recovery';
import type { Run } from '#lib/contract/run';
import { loadEstimates } from '#lib/sales/load-estimates';
import { minutesOf, wallMs } from '#lib/sales/wall-time';

type Line = Omit<StoreProgress, 'minutesLeft'> & {
  /** Open days by weekday, one date of each: enough to estimate what is left without naming every day. */
  open: { day: string; units: number }[] | null;
};

// A step's key is store/day.
const linesSql = (runId: string) => sql`
  with steps as (
    select split_part(key, '/', 1) as store_id, split_part(key, '/', 2)::date as day, state, result, error,
           next_attempt_at, position
    from run_steps
    where run_id = ${runId}::bigint and kind = 'step' and state <> 'skipped'
  ), open as (
    select store_id, min(day)::text as day, count(*)::int as units
    from steps
    where state in ('pending', 'running', 'waiting')
    group by store_id, extract(dow from day)
  )
  select s.store_id                                                         as "storeId",
         coalesce(max(store.name), s.store_id)                              as name,
         count(*)::int                                                      as total,
         count(*) filter (where state = 'completed')::int                   as done,
         count(*) filter (where state = 'failed')::int                      as failed,
         count(*) filter (where state = 'running')::int                     as running,
         count(*) filter (where state = 'waiting')::int                     as waiting,
         coalesce(sum((result ->> 'rows')::float8) filter (where state = 'completed'), 0) as rows,
         to_json(min(next_attempt_at) filter (where state = 'waiting'))     as "nextAttemptAt",
         (array_agg(error order by position) filter (where error is not null and state in ('failed', 'waiting')))[1] as error,
         (select json_agg(json_build_object('day', o.day, 'units', o.units)) from open o where o.store_id = s.store_id) as open
  from steps s
  left join stores store on store.id = s.store_id
  group by s.store_id
  order by min(position)`;

/** A load of sales store by store. What is left counts work alone, not the waits before a next try. */
export async function recoveryProgress(db: Db, run: Run): Promise<RecoveryProgress> {
  const [lines, parallel] = await Promise.all([db.execute<Line>(linesSql(run.id)), parallelOf(db, run.id)]);
  const estimates = await loadEstimates(
    db,
    lines.filter(({ open }) => open !== null).map(({ storeId }) => storeId),
  );
  const lanes = lines.map(({ storeId, open }) => ({
    units: (open ?? []).reduce((sum, { units }) => sum + units, 0),
    ms: (open ?? []).reduce((sum, { day, units }) => sum + units * estimates.ms({ storeId, day }), 0),
  }));
  return {
    run,
    minutesLeft: minutesOf(wallMs(lanes, parallel)),
    stores: lines.map(({ open: _, ...line }, index) => ({ ...line, minutesLeft: minutesOf(lanes[index]?.ms ?? 0) })),
  };
}

/** How many stores the run loads at the same time. */
async function parallelOf(db: Db, runId: string): Promise<number> {
  const [run] = await db
    .select({ parallel: runs.parallel })
    .from(runs)
    .where(eq(runs.id, BigInt(runId)));
  return run?.parallel ?? 1;
}
