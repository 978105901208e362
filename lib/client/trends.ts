import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { salesRoom } from '#lib/client/sales';
import { salesTrends } from '#lib/contract/endpoints/trends';
import { StoreId } from '#lib/contract/store';
import type { GapTrend, LoadTrend, TrendDay } from '#lib/contract/trends';

export const trendPeriods = [30, 90, 365] as const;
export type TrendPeriod = (typeof trendPeriods)[number];

export const loadMetrics = ['medianLoadMs', 'rowsPerMinute', 'medianRows'] as const;
export type LoadMetric = (typeof loadMetrics)[number];

/** What the page shows, as the URL holds it. */
export type TrendView = { days: TrendPeriod; store: StoreId | null; metric: LoadMetric; asTable: boolean };

type SearchParams = { get: (name: string) => string | null };

/** What makes no sense in an address counts as not there. */
export function trendView(search: SearchParams): TrendView {
  const store = StoreId.safeParse(search.get('store'));
  return {
    days: trendPeriods.find((days) => String(days) === search.get('days')) ?? 30,
    store: store.success ? store.data : null,
    metric: loadMetrics.find((metric) => metric === search.get('metric')) ?? 'medianLoadMs',
    asTable: search.get('view') === 'table',
  };
}

export const trendParams = ({ days, store }: Pick<TrendView, 'days' | 'store'>) => ({
  days,
  ...(store === null ? {} : { store }),
});

export const trendsQuery = (view: Pick<TrendView, 'days' | 'store'>) =>
  queryOptions({
    queryKey: [salesRoom, 'trends', view.days, view.store],
    queryFn: ({ signal }) => api(salesTrends, { query: trendParams(view), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** Days, or weeks where days would be too thin to be seen: the first and the last day, and the sums. None before the first store opened. */
export type TrendBar = Omit<TrendDay, 'day'> & { from: string; to: string };

const mostBars = 100;
const weekDays = 7;

export function trendBars(days: readonly TrendDay[]): TrendBar[] {
  const size = days.length > mostBars ? weekDays : 1;
  const bars: TrendBar[] = [];
  // From the end, so that the last week is whole.
  for (let end = days.length; end > 0; end -= size) {
    const part = days.slice(Math.max(0, end - size), end);
    const [first, last] = [part.at(0), part.at(-1)];
    if (first && last) bars.unshift({ from: first.day, to: last.day, ...sumOf(part) });
  }
  const opened = bars.findIndex(
    ({ verified, partial, missing, excused }) => verified + partial + missing + excused > 0,
  );
  return opened < 0 ? [] : bars.slice(opened);
}

function sumOf(days: readonly TrendDay[]): Omit<TrendDay, 'day'> {
  const sum = (name: Exclude<keyof TrendDay, 'day'>) => days.reduce((total, day) => total + day[name], 0);
  return { verified: sum('verified'), partial: sum('partial'), missing: sum('missing'), excused: sum('excused') };
}

/** Verified among what was expected; null when nothing was. */
export function successShare({ verified, partial, missing }: Omit<TrendBar, 'from' | 'to'>): number | null {
  const expected = verified + partial + missing;
  return expected === 0 ? null : verified / expected;
}

/** The stores that matter in a chart: the furthest behind now, or at any time in the period. */
export function worstGaps(gaps: readonly GapTrend[], most: number): GapTrend[] {
  return gaps
    .map((gap) => ({ gap, now: gap.daysBehind.findLast((days) => days !== null) ?? 0, worst: worstOf(gap) }))
    .toSorted((one, other) => other.now - one.now || other.worst - one.worst)
    .slice(0, most)
    .map(({ gap }) => gap);
}

export const worstOf = ({ daysBehind }: GapTrend): number => Math.max(0, ...daysBehind.map((days) => days ?? 0));

/** The slowest, the thinnest or the largest first; stores without loads are left out. */
export function rankedLoads(loads: readonly LoadTrend[], metric: LoadMetric, most: number): LoadTrend[] {
  const slowestFirst = metric === 'rowsPerMinute' ? -1 : 1;
  return loads
    .filter((load) => load[metric] !== null)
    .toSorted((one, other) => slowestFirst * ((other[metric] ?? 0) - (one[metric] ?? 0)))
    .slice(0, most);
}
