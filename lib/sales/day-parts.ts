import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { StoreId } from '#lib/contract/store';
import { originSql } from '#lib/sales/day-bits';
import { salesDataset } from '#lib/sales/sales-dataset';

/** What is known of days: of the ledger's projection, of marks, of calendars, of steps that are not over. */
export type PartKind =
  | ('verified' | 'loaded' | 'partial' | 'drifted')
  | ('marked_closed' | 'marked_lost')
  | ('open' | 'shut' | 'holiday' | 'weekly')
  | ('running' | 'waiting');

/**
 * Days of one kind: a chunk's number and its bits (day-bits), four bytes each, as often as there are chunks. Without a store
 * they hold for every store; `weekly` has weekdays for bits, bit 0 is Monday. A row for each chunk would cost ten times more.
 */
export type DayPart = { storeId: StoreId | null; kind: PartKind; chunks: Buffer };

const origin = sql.raw(originSql);
const chunkOf = sql`(day - ${origin}) >> 5`;
const bitsOf = sql`bit_or(1 << ((day - ${origin}) & 31))`;
const oneChunk = sql`int4send(${chunkOf}) || int4send(${bitsOf})`;

/** Of the projection: all chunks of a store's days in a state. */
const chunksIn = (state: 'verified' | 'loaded' | 'partial' | 'drifted') => {
  const bits = sql.identifier(state);
  return sql`string_agg(int4send(chunk) || int4send(${bits}), '') filter (where ${bits} <> 0)`;
};

const partsSql = ({ from, to }: { from: string; to: string }) => {
  const within = sql`day between ${from}::date and ${to}::date`;
  return sql`
  select store_id as "storeId", part.kind, part.chunks
  from (
    select store_id,
           ${chunksIn('verified')} as verified,
           ${chunksIn('loaded')}   as loaded,
           ${chunksIn('partial')}  as partial,
           ${chunksIn('drifted')}  as drifted
    from store_day_chunks
    where dataset = ${salesDataset.name}
      and chunk between (${from}::date - ${origin}) >> 5 and (${to}::date - ${origin}) >> 5
    group by store_id) as held
  cross join lateral (
    values ('verified', verified), ('loaded', loaded), ('partial', partial), ('drifted', drifted)
  ) as part (kind, chunks)
  where part.chunks is not null
  union all
  select store_id, 'marked_' || kind, ${oneChunk}
  from day_marks
  where removed_at is null and ${within}
  group by store_id, kind, ${chunkOf}
  union all
  select store_id, case when open then 'open' else 'shut' end, ${oneChunk}
  from store_calendar_days
  where ${within}
  group by store_id, open, ${chunkOf}
  union all
  select null, 'holiday', ${oneChunk}
  from company_holidays
  where ${within}
  group by ${chunkOf}
  union all
  select store_id, 'weekly', int4send(0) || int4send(bit_or(1 << (weekday - 1)))
  from store_calendars
  cross join unnest(closed_weekdays) as weekday
  group by store_id
  union all
  select store_id, case when is_running then 'running' else 'waiting' end, ${oneChunk}
  from (select split_part(key, '/', 1) as store_id, split_part(key, '/', 2)::date as day, state = 'running' as is_running
        from run_steps
        where job = 'sales.load' and kind = 'step' and state in ('pending', 'running', 'waiting')
          and key ~ '^[^/]+/\\d{4}-\\d\\d-\\d\\d$') as active
  where ${within}
  group by store_id, is_running, ${chunkOf}`;
};

/** What is known of the days of a period, and of some more days around it. */
export async function readDayParts(db: Db, period: { from: string; to: string }): Promise<DayPart[]> {
  return [...(await db.execute<DayPart>(partsSql(period)))];
}
