import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { GapRange, StoreGap } from '#lib/contract/overview';
import { countDays, type DayBits, readDays } from '#lib/sales/day-bits';
import { usualLoadMs } from '#lib/sales/load-limits';
import { recommend } from '#lib/sales/recommend';
import { salesDataset } from '#lib/sales/sales-dataset';

/** A store's line, and when its sales begin in the warehouse. */
export type StoreGapLine = StoreGap & { firstSaleOn: string | null };

type StoreFacts = Pick<StoreGapLine, 'storeId' | 'name' | 'active' | 'hold' | 'dayState' | 'failure'> & {
  firstDay: string;
};

const storeFactsSql = (due: string) => sql`
  select store.id             as "storeId",
         store.name,
         store.active,
         store.first_day::text as "firstDay",
         case when store.hold_reason is not null and (store.hold_until is null or store.hold_until > now())
              then json_build_object('until', to_json(store.hold_until), 'reason', store.hold_reason) end as hold,
         coalesce(today.state, case when store.first_day > ${due}::date then 'not_due' else 'missing' end) as "dayState",
         failed.failure
  from stores store
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
  ) failed on true`;

/** How complete each store is up to the day that is due, worst first. Reads the projection, never the raw rows. */
export async function storeGaps(db: Db, due: string): Promise<StoreGapLine[]> {
  const [stores, days] = await Promise.all([db.execute<StoreFacts>(storeFactsSql(due)), readDays(db, due)]);
  return stores.map((store) => lineOf(store, days.get(store.storeId), due)).sort(worstFirst);
}

function lineOf({ firstDay, ...store }: StoreFacts, bits: DayBits | undefined, due: string): StoreGapLine {
  const { ranges, good, expected, daysBehind, lastDay } = countDays(bits, firstDay, due);
  const loadMs = bits?.usualMs ?? usualLoadMs;
  return {
    ...store,
    rows: bits?.rows ?? 0,
    firstSaleOn: bits?.firstSaleOn ?? null,
    lastDay,
    daysBehind,
    completeness: expected === 0 ? null : good / expected,
    ranges,
    recommendation: store.active ? recommend({ ranges, lastDay, loadMs }) : null,
  };
}

function worstFirst(one: StoreGapLine, other: StoreGapLine): number {
  return (one.completeness ?? 2) - (other.completeness ?? 2) || (one.storeId < other.storeId ? -1 : 1);
}

/** Holes before the last good day: what a daily load does not reach by itself. */
export const hasOldGaps = (ranges: readonly GapRange[], lastDay: string | null): boolean =>
  lastDay !== null && ranges.some(({ to }) => to < lastDay);
