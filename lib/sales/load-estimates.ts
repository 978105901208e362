import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { usualLoadMs } from '#lib/sales/load-limits';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';

/** What a store-day usually has and takes, of the store's own loads. Null where it has none. */
export type LoadEstimates = {
  rows: (day: StoreDay) => number | null;
  ms: (day: StoreDay) => number;
  rowsPerMinute: (storeId: string) => number | null;
};

type Usual = {
  storeId: string;
  /** Median rows by weekday, Sunday 0; a weekday that was never loaded is not there. */
  byWeekday: Record<string, number>;
  rows: number;
  loads: number;
  loadedRows: number;
  loadMs: number;
};

/** Eight of each weekday: as far back as the median of a day looks (docs/architecture.md). */
const daysLookedAt = 56;

const usualSql = (stores: readonly string[]) => sql`
  with loaded as (
    select store.id as store_id, extract(dow from known.day)::int as weekday, known.rows, known.load_ms
    from jsonb_array_elements_text(${JSON.stringify(stores)}::text::jsonb) as store (id)
    cross join lateral (
      select day, rows, load_ms
      from store_days
      where store_id = store.id and dataset = ${salesDataset.name} and state = 'verified' and rows > 0
      order by day desc
      limit ${daysLookedAt}
    ) as known
  ), weekdays as (
    select store_id, weekday, percentile_cont(0.5) within group (order by rows) as rows
    from loaded
    group by store_id, weekday
  )
  select store_id                                                             as "storeId",
         (select json_object_agg(weekday, w.rows) from weekdays w where w.store_id = l.store_id) as "byWeekday",
         percentile_cont(0.5) within group (order by l.rows)                  as rows,
         count(load_ms)::int                                                  as loads,
         coalesce(sum(l.rows) filter (where load_ms is not null), 0)::float8  as "loadedRows",
         coalesce(sum(load_ms), 0)::float8                                    as "loadMs"
  from loaded l
  group by store_id`;

const msPerMinute = 60_000;

/** Estimates loads of these stores. A store without loads takes as long as the others' days do. */
export async function loadEstimates(db: Db, stores: readonly string[]): Promise<LoadEstimates> {
  const usual = new Map((await db.execute<Usual>(usualSql(stores))).map((row) => [row.storeId, row]));
  const fleetMs = averageMs([...usual.values()]);
  const rows = ({ storeId, day }: StoreDay): number | null => {
    const known = usual.get(storeId);
    return known ? Math.round(known.byWeekday[weekdayOf(day)] ?? known.rows) : null;
  };
  return {
    rows,
    ms: (day) => {
      const known = usual.get(day.storeId);
      const expected = rows(day);
      if (!known || expected === null || known.loads === 0) return fleetMs;
      return (expected * known.loadMs) / Math.max(1, known.loadedRows);
    },
    rowsPerMinute: (storeId) => {
      const known = usual.get(storeId);
      return known && known.loadMs > 0 ? Math.round((known.loadedRows * msPerMinute) / known.loadMs) : null;
    },
  };
}

function averageMs(usual: readonly Usual[]): number {
  const loads = usual.reduce((sum, store) => sum + store.loads, 0);
  return loads === 0 ? usualLoadMs : usual.reduce((sum, store) => sum + store.loadMs, 0) / loads;
}

const weekdayOf = (day: string): string => String(new Date(`${day}T00:00:00Z`).getUTCDay());
