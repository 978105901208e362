import { worstFirst } from '#lib/client/store-gaps';
import { type GapShow, gapShows } from '#lib/contract/gap-choice';
import type { StoreGap } from '#lib/contract/overview';

export const gapSorts = ['worst', 'name', 'state', 'rows', 'behind', 'completeness'] as const;
export type GapSort = (typeof gapSorts)[number];

/** What the gap table shows, as the URL holds it. */
export type GapView = { show: GapShow; sort: GapSort; down: boolean; find: string };

type SearchParams = { get: (name: string) => string | null };

/** `sort=-rows` is the same column the other way round. An unknown value counts as none. */
export function gapView(search: SearchParams): GapView {
  const sort = search.get('sort') ?? '';
  return {
    show: gapShows.find((name) => name === search.get('show')) ?? 'all',
    sort: gapSorts.find((name) => name === sort.replace(/^-/, '')) ?? 'worst',
    down: sort.startsWith('-'),
    find: search.get('find') ?? '',
  };
}

/** The next press on a column: as it is, the other way round, and back to the worst first. */
export function nextSort({ sort, down }: GapView, column: GapSort): string | null {
  if (sort !== column) return column;
  return down ? null : `-${column}`;
}

type Compare = (one: StoreGap, other: StoreGap) => number;

const byName: Compare = (one, other) => one.name.localeCompare(other.name) || one.storeId.localeCompare(other.storeId);

const compare: Record<GapSort, Compare> = {
  worst: worstFirst,
  name: byName,
  state: (one, other) => one.dayState.localeCompare(other.dayState),
  rows: (one, other) => one.rows - other.rows,
  behind: (one, other) => other.daysBehind - one.daysBehind,
  completeness: (one, other) => (one.completeness ?? 2) - (other.completeness ?? 2),
};

export function storesSorted(stores: readonly StoreGap[], { sort, down }: Pick<GapView, 'sort' | 'down'>): StoreGap[] {
  const sign = down ? -1 : 1;
  return stores.toSorted((one, other) => sign * compare[sort](one, other) || byName(one, other));
}
