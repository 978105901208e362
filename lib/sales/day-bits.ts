import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { addDays, daysBetween } from '#lib/contract/day';
import type { GapRange } from '#lib/contract/overview';
import { salesDataset } from '#lib/sales/sales-dataset';

/** The days of a store by what became of them, a bit each: one number for every 32 days since `origin`. */
export type DayBits = {
  chunks: Map<number, Chunk>;
  rows: number;
  firstSaleOn: string | null;
  usualMs: number | null;
};

type Chunk = {
  storeId: string;
  chunk: number;
  good: number;
  partial: number;
  drifted: number;
  excused: number;
  rows: number;
  firstSaleOn: string | null;
  loadMs: number | null;
  loads: number;
};

const origin = '2000-01-01';

// All days of it are due: one that was loaded before it ended, and not since, is not whole (docs/decisions/0004).
// One pass over the index and no window: 16 stores of three years in a third of the time that lag() over the days takes.
const bitsSql = (due: string) => sql`
  select store_id                                                                        as "storeId",
         (day - ${origin}::date) >> 5                                                    as chunk,
         coalesce(bit_or(bit) filter (where state = 'verified'), 0)::float8              as good,
         coalesce(bit_or(bit) filter (where state in ('partial', 'loaded')), 0)::float8  as partial,
         coalesce(bit_or(bit) filter (where state = 'drifted'), 0)::float8               as drifted,
         coalesce(bit_or(bit) filter (where state in ('closed', 'lost')), 0)::float8     as excused,
         sum(rows)::float8                                                               as rows,
         (min(day) filter (where rows > 0))::text                                        as "firstSaleOn",
         sum(load_ms)::float8                                                            as "loadMs",
         count(load_ms)::int                                                             as loads
  from (
    select store_id, day, state, rows, load_ms, 1::bigint << ((day - ${origin}::date) & 31) as bit
    from store_days
    where dataset = ${salesDataset.name} and day <= ${due}::date
  ) known
  group by store_id, chunk
  order by store_id, chunk`;

export async function readDays(db: Db, due: string): Promise<Map<string, DayBits>> {
  const byStore = new Map<string, DayBits>();
  for (const [storeId, chunks] of Map.groupBy(await db.execute<Chunk>(bitsSql(due)), (chunk) => chunk.storeId)) {
    const loads = chunks.reduce((sum, chunk) => sum + chunk.loads, 0);
    const loadMs = chunks.reduce((sum, chunk) => sum + (chunk.loadMs ?? 0), 0);
    byStore.set(storeId, {
      chunks: new Map(chunks.map((chunk) => [chunk.chunk, chunk])),
      rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
      firstSaleOn: chunks.find((chunk) => chunk.firstSaleOn !== null)?.firstSaleOn ?? null,
      usualMs: loads === 0 ? null : loadMs / loads,
    });
  }
  return byStore;
}

export type Completeness = {
  ranges: GapRange[];
  good: number;
  expected: number;
  daysBehind: number;
  lastDay: string | null;
};

/** Counts the days from the first trading day to the due one, and joins those in a row that are not whole. */
export function countDays(bits: DayBits | undefined, firstDay: string, due: string): Completeness {
  const found: Completeness = { ranges: [], good: 0, expected: 0, daysBehind: 0, lastDay: null };
  const first = daysBetween(origin, firstDay);
  const last = daysBetween(origin, due);
  let open: OpenRange | null = null;
  let lastGood = -1;
  for (let day = first; day <= last; day += 1) {
    const state = stateOf(bits, day);
    if (state !== 'excused') found.expected += 1;
    if (state === 'good') {
      found.good += 1;
      lastGood = day;
      found.daysBehind = 0;
    } else if (state !== 'excused') found.daysBehind += 1;
    if (open !== null && open.state !== state) {
      found.ranges.push(rangeOf(open, day - 1));
      open = null;
    }
    if (open === null && state !== 'good' && state !== 'excused') open = { state, from: day };
  }
  if (open) found.ranges.push(rangeOf(open, last));
  found.lastDay = lastGood < 0 ? null : addDays(origin, lastGood);
  return found;
}

type OpenRange = { state: GapRange['state']; from: number };

function rangeOf({ state, from }: OpenRange, to: number): GapRange {
  return { from: addDays(origin, from), to: addDays(origin, to), days: to - from + 1, state };
}

function stateOf(bits: DayBits | undefined, day: number): 'good' | 'excused' | GapRange['state'] {
  const chunk = bits?.chunks.get(day >> 5);
  const bit = 1 << (day & 31);
  if (!chunk) return 'missing';
  if ((chunk.good & bit) !== 0) return 'good';
  if ((chunk.excused & bit) !== 0) return 'excused';
  if ((chunk.partial & bit) !== 0) return 'partial';
  return (chunk.drifted & bit) !== 0 ? 'drifted' : 'missing';
}
