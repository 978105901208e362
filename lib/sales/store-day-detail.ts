import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { listComments } from '#lib/comments/list-comments';
import type { Figures } from '#lib/contract/store-day';
import type { DriftCheck, StoreDayDetail } from '#lib/contract/store-day-detail';
import { codeOf } from '#lib/errors';
import { activeStep, dayAttempts } from '#lib/sales/day-attempts';
import { daySpan } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { usualDay } from '#lib/sales/expected-sales';
import { changeOf } from '#lib/sales/figures';
import { partialHints } from '#lib/sales/partial-hints';
import { previousSlice } from '#lib/sales/previous-slice';
import { salesDataset } from '#lib/sales/sales-dataset';
import { settleDays } from '#lib/sales/settle-days';
import { stateOfDay } from '#lib/sales/state-of-day';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import { timesOf } from '#lib/sales/store-facts';
import { holdInForce } from '#lib/sources/store-hold';
import { unknownStore } from '#lib/stores/unknown-store';
import type { Warehouse } from '#lib/warehouse/warehouse';

/** `keepDays`: how long what a load replaced can be brought back. */
export type DayFacts = { db: Db; warehouse: Pick<Warehouse, 'read'>; clock: Clock; keepDays: number };

type Recorded = Pick<
  StoreDayDetail,
  'name' | 'hold' | 'rows' | 'proof' | 'error' | 'loadedAt' | 'triedAt' | 'loadMs' | 'runId' | 'mark' | 'calendar'
> & { firstDay: string; check: { checkedAt: string; source: Figures; held: Figures } | null };

// The calendar as it is weighed in settle-days: a single day of the store, then its week, then the company's holidays. A
// comparison counts until the day is loaded again.
const recordedSql = ({ storeId, day }: StoreDay) => sql`
  select to_json(item) as item
  from (select store.name,
               store.first_day as "firstDay",
               ${holdInForce} as hold,
               coalesce(known.rows, 0) as rows,
               known.proof,
               known.error,
               known.loaded_at as "loadedAt",
               known.tried_at as "triedAt",
               known.load_ms as "loadMs",
               known.run_id::text as "runId",
               (select json_build_object('kind', kind, 'reason', reason, 'by', by, 'at', to_json(at))
                from day_marks
                where store_id = store.id and day = asked.day and removed_at is null) as mark,
               case
                 when single.open then null
                 when single.day is not null then json_build_object('kind', 'holiday', 'name', single.name)
                 when extract(isodow from asked.day) = any (week.closed_weekdays)
                   then json_build_object('kind', 'weekly', 'name', null)
                 when holiday.day is not null then json_build_object('kind', 'company_holiday', 'name', holiday.name)
               end as calendar,
               (select json_build_object('checkedAt', to_json(checked_at), 'source', source, 'held', held)
                from drift_checks
                where store_id = store.id and day = asked.day
                  and (known.loaded_at is null or checked_at > known.loaded_at)
                order by checked_at desc
                limit 1) as "check"
        from stores store
        cross join (select ${day}::date as day) asked
        left join store_days known
          on known.store_id = store.id and known.dataset = ${salesDataset.name} and known.day = asked.day
        left join store_calendars week on week.store_id = store.id
        left join store_calendar_days single on single.store_id = store.id and single.day = asked.day
        left join company_holidays holiday on holiday.day = asked.day
        where store.id = ${storeId}) as item`;

/** All that is known of a store-day. Throws `not_found` for a store that is not there. */
export async function storeDayDetail(
  { db, warehouse, clock, keepDays }: DayFacts,
  storeDay: StoreDay,
): Promise<StoreDayDetail> {
  const { storeId, day } = storeDay;
  const [row] = await db.execute<{ item: Recorded }>(recordedSql(storeDay));
  if (!row) throw unknownStore(storeId);
  const { firstDay, check, ...recorded } = row.item;
  const [due, parts, usual, active, attempts, comments] = await Promise.all([
    lastDueDay(db, clock),
    readDayParts(db, { from: day, to: day }),
    usualDay(db, storeDay),
    activeStep(db, storeDay),
    dayAttempts(db, storeDay),
    listComments(db, { kind: 'store_day', subject: storeDayKey(storeDay) }),
  ]);
  const span = daySpan(day, day);
  const times = timesOf({ firstDay, hold: recorded.hold }, due);
  return {
    storeId,
    day,
    state: stateOfDay(settleDays(parts, span)(storeId), span, span.first, times),
    ...recorded,
    drift: check && driftOf(check),
    expected: usual && { rows: usual.rows, amount: usual.amount },
    hints: recorded.rows === 0 ? [] : await partialHints(warehouse, storeDay, usual?.days ?? []),
    active,
    attempts,
    previous: await previousIfKnown({ warehouse, keepDays }, storeDay),
    comments,
  };
}

/** A warehouse that is down has nothing to bring back for the moment; what else is known of the day is told. */
async function previousIfKnown(
  { warehouse, keepDays }: Pick<DayFacts, 'warehouse' | 'keepDays'>,
  storeDay: StoreDay,
): Promise<StoreDayDetail['previous']> {
  try {
    return await previousSlice(warehouse, storeDay, keepDays);
  } catch (error) {
    if (codeOf(error) !== 'storage_unavailable') throw error;
    return null;
  }
}

const driftOf = (check: NonNullable<Recorded['check']>): DriftCheck => ({
  ...check,
  change: changeOf(check.source, check.held),
});
