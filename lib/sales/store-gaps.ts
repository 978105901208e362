import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { GapRange, StoreGap } from '#lib/contract/overview';
import { countDays } from '#lib/sales/count-days';
import { type DaySpan, daySpan } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { usualLoadMs } from '#lib/sales/load-limits';
import { type LoadedSums, loadedSums } from '#lib/sales/loaded-sums';
import { recommend } from '#lib/sales/recommend';
import { salesDataset } from '#lib/sales/sales-dataset';
import { type SettledDays, settleDays } from '#lib/sales/settle-days';
import { stateOfDay } from '#lib/sales/state-of-day';
import { timesOf } from '#lib/sales/store-facts';
import { holdInForce } from '#lib/sources/store-hold';

/** A store's line, and when its sales begin in the warehouse. */
export type StoreGapLine = StoreGap & { firstSaleOn: string | null };

type StoreLine = Pick<StoreGapLine, 'storeId' | 'name' | 'active' | 'hold' | 'failure'> & { firstDay: string };

const storeLinesSql = sql`
  select store.id             as "storeId",
         store.name,
         store.active,
         store.first_day::text as "firstDay",
         ${holdInForce}        as hold,
         failed.failure
  from stores store
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
  const [stores, sums] = await Promise.all([db.execute<StoreLine>(storeLinesSql), loadedSums(db)]);
  const [from = due] = [...stores.map(({ firstDay }) => firstDay), due].sort();
  const span = daySpan(from, due);
  const daysOf = settleDays(await readDayParts(db, { from, to: due }), span);
  return stores
    .map((store) => lineOf(store, { days: daysOf(store.storeId), sums: sums.get(store.storeId) ?? nothing, span, due }))
    .sort(worstFirst);
}

const nothing: LoadedSums = { rows: 0, firstSaleOn: null, loads: 0, loadMs: 0 };

type StoreDays = { days: SettledDays; sums: LoadedSums; span: DaySpan; due: string };

function lineOf({ firstDay, ...store }: StoreLine, { days, sums, span, due }: StoreDays): StoreGapLine {
  const { ranges, good, expected, daysBehind, lastDay, underWay } = countDays(days, span, firstDay, due);
  const loadMs = sums.loads === 0 ? usualLoadMs : sums.loadMs / sums.loads;
  return {
    ...store,
    rows: sums.rows,
    firstSaleOn: sums.firstSaleOn,
    lastDay,
    daysBehind,
    completeness: expected === 0 ? null : good / expected,
    ranges,
    dayState: stateOfDay(days, span, span.last, timesOf({ firstDay, hold: store.hold }, due)),
    underWay,
    recommendation: store.active ? recommend({ ranges, lastDay, loadMs }) : null,
  };
}

function worstFirst(one: StoreGapLine, other: StoreGapLine): number {
  return (one.completeness ?? 2) - (other.completeness ?? 2) || (one.storeId < other.storeId ? -1 : 1);
}

/** Holes before the last good day: what a daily load does not reach by itself. */
export const hasOldGaps = (ranges: readonly GapRange[], lastDay: string | null): boolean =>
  lastDay !== null && ranges.some(({ to }) => to < lastDay);
