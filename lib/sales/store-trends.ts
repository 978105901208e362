import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { addDays, dayInZone, daysBetween } from '#lib/contract/day';
import type { GapTrend, LoadTrend, TrendDay, TrendFilter, Trends } from '#lib/contract/trends';
import { AppError } from '#lib/errors';
import { daySpan, numberOfDay } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import { type SettledState, settleDays, settledState } from '#lib/sales/settle-days';
import { type StoreFacts, storeFacts } from '#lib/sales/store-facts';

const mostDays = 400;

type Period = { from: string; to: string };

/** Success, delay and loads of the active stores, or of one, over a period. Throws `invalid_input` and `not_found`. */
export async function salesTrends(db: Db, asked: TrendFilter, clock: Clock): Promise<Trends> {
  const period = periodOf(asked, dayInZone(clock.now, clock.zone));
  const [due, all] = await Promise.all([lastDueDay(db, clock), storeFacts(db)]);
  const stores = asked.store === undefined ? all.filter(({ active }) => active) : [theStore(all, asked.store)];
  const [days, gaps, loads] = await Promise.all([
    daysOf(db, stores, { ...period, due }),
    gapsOf(db, stores, period),
    loadsOf(db, stores, { ...period, zone: clock.zone }),
  ]);
  return { ...period, due, days, ...gaps, loads, at: clock.now.toISOString() };
}

function periodOf({ from, to, days: asked }: TrendFilter, today: string): Period {
  const end = to ?? today;
  const period = { from: from ?? addDays(end, 1 - asked), to: end };
  const days = daysBetween(period.from, period.to) + 1;
  const message =
    days < 1
      ? `the period starts ${period.from}, after its end ${period.to}`
      : `the period has ${days} days, at most ${mostDays} are shown`;
  if (days >= 1 && days <= mostDays) return period;
  throw new AppError('invalid_input', `The trends cannot be shown: ${message}.`, {
    details: [{ path: 'from', message }],
  });
}

function theStore(stores: readonly StoreFacts[], id: string): StoreFacts {
  const store = stores.find((candidate) => candidate.id === id);
  if (!store) throw new AppError('not_found', `There is no store ${id}.`, { params: { store: id } });
  return store;
}

const outcomes: Record<SettledState, Exclude<keyof TrendDay, 'day'>> = {
  verified: 'verified',
  loaded: 'partial',
  partial: 'partial',
  drifted: 'partial',
  missing: 'missing',
  closed: 'excused',
  lost: 'excused',
};

/** Judged as the matrix judges them; a day that is not due, or before a store's first, counts nowhere. */
async function daysOf(
  db: Db,
  stores: readonly StoreFacts[],
  { from, to, due }: Period & { due: string },
): Promise<TrendDay[]> {
  const span = daySpan(from, to);
  const settled = settleDays(await readDayParts(db, { from, to }), span);
  const lastDue = numberOfDay(due);
  const days = Array.from(
    { length: span.last - span.first + 1 },
    (_, index): TrendDay => ({ day: addDays(from, index), verified: 0, partial: 0, missing: 0, excused: 0 }),
  );
  for (const { id, firstDay } of stores) {
    const known = settled(id);
    const first = numberOfDay(firstDay);
    for (const [index, counts] of days.entries()) {
      const day = span.first + index;
      if (day >= first && day <= lastDue) counts[outcomes[settledState(known, span, day)]] += 1;
    }
  }
  return days;
}

type Gaps = Pick<Trends, 'gaps' | 'estimatedTo'>;

/** A store's days, as how many after the first of the period, and how far behind it was: both in one text, a year is soon read. */
type KeptGaps = { storeId: string; days: string; behind: string; estimatedTo: string | null };

const keptGapsSql = ({ from, to }: Period, ids: readonly string[]) => sql`
  select store_id                                     as "storeId",
         string_agg((day - ${from}::date)::text, ',' order by day) as "days",
         string_agg(days_behind::text, ',' order by day)           as "behind",
         (max(day) filter (where estimated))::text                 as "estimatedTo"
  from store_gap_days
  where day between ${from}::date and ${to}::date
    and store_id = any(${sql.param([...ids])}::text[])
  group by store_id`;

async function gapsOf(db: Db, stores: readonly StoreFacts[], period: Period): Promise<Gaps> {
  const ids = stores.map(({ id }) => id);
  const kept = await db.execute<KeptGaps>(keptGapsSql(period, ids));
  const known = new Map(kept.map((row) => [row.storeId, row]));
  const length = daysBetween(period.from, period.to) + 1;
  return {
    gaps: stores.map(({ id, name }) => ({ storeId: id, name, daysBehind: daysBehindOf(known.get(id), length) })),
    estimatedTo:
      kept
        .flatMap(({ estimatedTo }) => estimatedTo ?? [])
        .sort()
        .at(-1) ?? null,
  };
}

function daysBehindOf(kept: KeptGaps | undefined, length: number): GapTrend['daysBehind'] {
  const daysBehind = new Array<number | null>(length).fill(null);
  const behind = kept?.behind.split(',') ?? [];
  for (const [index, day] of (kept?.days.split(',') ?? []).entries()) daysBehind[Number(day)] = Number(behind[index]);
  return daysBehind;
}

const loadsSql = ({ from, to, zone }: Period & { zone: string }, ids: readonly string[]) => sql`
  select store_id                                                                          as "storeId",
         count(*)::int                                                                     as "loads",
         sum(rows)::float8                                                                 as "rows",
         round(percentile_cont(0.5) within group (order by load_ms))::float8               as "medianLoadMs",
         round(percentile_cont(0.5) within group (order by rows))::float8                  as "medianRows",
         round(sum(rows) * 60000.0 / nullif(sum(load_ms), 0))::float8                      as "rowsPerMinute"
  from store_days
  where dataset = ${salesDataset.name}
    and store_id = any(${sql.param([...ids])}::text[])
    and load_ms is not null
    and loaded_at >= (${from}::date)::timestamp at time zone ${zone}
    and loaded_at < (${to}::date + 1)::timestamp at time zone ${zone}
  group by store_id`;

type LoadFigures = Omit<LoadTrend, 'name'>;

async function loadsOf(db: Db, stores: readonly StoreFacts[], period: Period & { zone: string }): Promise<LoadTrend[]> {
  const rows = await db.execute<LoadFigures>(
    loadsSql(
      period,
      stores.map(({ id }) => id),
    ),
  );
  const known = new Map(rows.map((row) => [row.storeId, row]));
  const nothing = { loads: 0, rows: 0, medianLoadMs: null, medianRows: null, rowsPerMinute: null };
  return stores.map(({ id, name }) => ({ ...(known.get(id) ?? { storeId: id, ...nothing }), name }));
}
