import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { GapRange, StoreGap } from '#lib/contract/overview';
import { usualLoadMs } from '#lib/sales/load-limits';
import { recommend } from '#lib/sales/recommend';
import { salesDataset } from '#lib/sales/sales-dataset';

/** A store's line, and when its sales begin in the warehouse. */
export type StoreGapLine = StoreGap & { firstSaleOn: string | null };

type Counted = Omit<StoreGapLine, 'recommendation'> & { usualMs: number | null };

// completeness = good days / expected days, from the first trading day, without closed and lost ones.
// The ranges of missing days are the holes between the rows that stand for a day, whatever became of it.
const storeGapsSql = (due: string) => sql`
  with days as (
    select store.id as store_id, store.first_day, known.day, known.state, known.rows, known.load_ms
    from stores store
    join store_days known on known.dataset = ${salesDataset.name} and known.store_id = store.id
    where known.day between store.first_day and ${due}::date
  ),
  settled as (
    select store_id, day, coalesce(lag(day) over (partition by store_id order by day), first_day - 1) as before
    from days
    where state not in ('missing', 'queued', 'loading', 'not_due', 'on_hold')
  ),
  totals as (
    select store_id,
           count(*) filter (where state in ('verified', 'loaded'))::int as good,
           count(*) filter (where state in ('closed', 'lost'))::int     as excused,
           max(day) filter (where state in ('verified', 'loaded'))      as last_good,
           max(day) filter (where state not in ('missing', 'queued', 'loading', 'not_due', 'on_hold')) as last_settled,
           min(day) filter (where rows > 0)                             as first_sale,
           sum(rows)::float8                                            as rows,
           avg(load_ms)::float8                                         as usual_ms
    from days
    group by store_id
  ),
  ranges as (
    select store_id, before + 1 as "from", day - 1 as "to", 'missing' as state from settled where day - before > 1
    union all
    select store.id, coalesce(totals.last_settled, store.first_day - 1) + 1, ${due}::date, 'missing'
    from stores store
    left join totals on totals.store_id = store.id
    where coalesce(totals.last_settled, store.first_day - 1) < ${due}::date
    union all
    select store_id, min(day), max(day), state
    from (
      select store_id, day, state, day - row_number() over (partition by store_id, state order by day)::int as island
      from days
      where state in ('partial', 'drifted')
    ) unwhole
    group by store_id, state, island
  ),
  listed as (
    select store_id,
           json_agg(json_build_object('from', "from", 'to', "to", 'days', "to" - "from" + 1, 'state', state)
                    order by "from") as ranges
    from ranges
    group by store_id
  ),
  excused_behind as (
    select days.store_id, count(*)::int as days
    from days
    left join totals using (store_id)
    where days.state in ('closed', 'lost') and days.day > coalesce(totals.last_good, days.first_day - 1)
    group by days.store_id
  )
  select store.id                                                                as "storeId",
         store.name,
         store.active,
         case when store.hold_reason is not null and (store.hold_until is null or store.hold_until > now())
              then json_build_object('until', to_json(store.hold_until), 'reason', store.hold_reason) end as hold,
         coalesce(totals.rows, 0)                                                as rows,
         totals.last_good::text                                                  as "lastDay",
         totals.first_sale::text                                                 as "firstSaleOn",
         greatest(0, ${due}::date - coalesce(totals.last_good, store.first_day - 1)
                     - coalesce(excused_behind.days, 0))                         as "daysBehind",
         (coalesce(totals.good, 0)
           / nullif(greatest(0, ${due}::date - store.first_day + 1 - coalesce(totals.excused, 0)), 0)::float8) as completeness,
         coalesce(listed.ranges, '[]'::json)                                     as ranges,
         coalesce(today.state, case when store.first_day > ${due}::date then 'not_due' else 'missing' end) as "dayState",
         failed.failure,
         totals.usual_ms                                                         as "usualMs"
  from stores store
  left join totals on totals.store_id = store.id
  left join listed on listed.store_id = store.id
  left join excused_behind on excused_behind.store_id = store.id
  left join store_days today
    on today.store_id = store.id and today.dataset = ${salesDataset.name} and today.day = ${due}::date
  left join lateral (
    select json_build_object('day', known.day, 'failure', known.error, 'at', to_json(known.tried_at),
                             'runId', known.run_id::text, 'nextAttemptAt', to_json(step.next_attempt_at)) as failure
    from store_days known
    left join run_steps step on step.run_id = known.run_id and step.key = known.store_id || '/' || known.day
    where known.store_id = store.id and known.dataset = ${salesDataset.name} and known.error is not null
    order by known.tried_at desc
    limit 1
  ) failed on true
  order by completeness nulls first, store.id`;

/** How complete each store is up to the day that is due, worst first. Reads the projection, never the raw rows. */
export async function storeGaps(db: Db, due: string): Promise<StoreGapLine[]> {
  const lines = await db.execute<Counted>(storeGapsSql(due));
  return lines.map(({ usualMs, ...line }) => ({
    ...line,
    recommendation: line.active
      ? recommend({ ranges: line.ranges, lastDay: line.lastDay, loadMs: usualMs ?? usualLoadMs })
      : null,
  }));
}

/** Holes before the last good day: what a daily load does not reach by itself. */
export const hasOldGaps = (ranges: readonly GapRange[], lastDay: string | null): boolean =>
  lastDay !== null && ranges.some(({ to }) => to < lastDay);
