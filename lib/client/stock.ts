import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { schedulesQuery } from '#lib/client/schedules';
import { startRun } from '#lib/contract/endpoints/runs';
import { stockOverview } from '#lib/contract/endpoints/stock';
import type { StoreStock } from '#lib/contract/stock';

export const stockRoom = 'stock';
const stockJob = 'stock.load';

const liveMs = 2000;
const quietMs = 10_000;

export const stockQuery = queryOptions({
  queryKey: [stockRoom, 'overview'],
  queryFn: ({ signal }) => api(stockOverview, { signal }),
  refetchInterval: ({ state }) => (state.data?.stores.some(({ underWay }) => underWay) ? liveMs : quietMs),
});

/** The schedule of the snapshots: the one named as its job, or else the first of that job; null without one. */
export const stockScheduleQuery = queryOptions({
  ...schedulesQuery,
  select: ({ items }) => {
    const own = items.filter(({ job }) => job === stockJob);
    return own.find(({ id, job }) => id === job) ?? own[0] ?? null;
  },
});

/** Takes the stock of these stores now, or of every active one. */
export function takeStock(stores?: string[]) {
  return api(startRun, { body: { job: stockJob, input: stores ? { stores } : {} } });
}

export const stockShows = ['all', 'attention'] as const;
export type StockShow = (typeof stockShows)[number];

/** What a person should look at: old or never taken, not proved, or failing. */
export const needsAttention = ({ active, freshness, state, failure }: StoreStock): boolean =>
  active && (freshness !== 'fresh' || state !== 'verified' || failure !== null);

/** Stores to look at first, the oldest snapshot of them in front; the others by id. */
export function urgentFirst(stores: readonly StoreStock[]): StoreStock[] {
  return [...stores].sort(
    (one, other) =>
      Number(needsAttention(other)) - Number(needsAttention(one)) ||
      (needsAttention(one) ? age(other) - age(one) : 0) ||
      (one.storeId < other.storeId ? -1 : 1),
  );
}

const age = ({ ageMinutes }: StoreStock): number => ageMinutes ?? Number.MAX_SAFE_INTEGER;

/** A decimal string to the whole number next to it, half away from zero; no digit goes through floating point. */
export function wholeText(value: string, locale: string): string {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const rounded = BigInt(whole) + (fraction >= '5' ? 1n : 0n);
  const signed = value.startsWith('-') ? -rounded : rounded;
  return new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(signed);
}
