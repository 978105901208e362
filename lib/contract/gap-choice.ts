import { foldText } from '#lib/contract/fold-text';
import type { StoreGap } from '#lib/contract/overview';

/** Which stores the gap table and its file hold. */
export const gapShows = ['all', 'behind', 'gaps'] as const;
export type GapShow = (typeof gapShows)[number];

/** Out of date: the last due day is not there. */
export const isBehind = ({ active, daysBehind }: StoreGap): boolean => active && daysBehind > 0;

/** Holes before the last good day: what the daily load does not reach by itself. */
export const hasOldGaps = ({ active, ranges, lastDay }: StoreGap): boolean =>
  active && lastDay !== null && ranges.some(({ to }) => to < lastDay);

const shown: Record<GapShow, (store: StoreGap) => boolean> = { all: () => true, behind: isBehind, gaps: hasOldGaps };

/** The stores of a kind whose name or id has all the words. */
export function storesShown<Store extends StoreGap>(
  stores: readonly Store[],
  { show, find }: { show: GapShow; find: string },
): Store[] {
  const isFound = findsStore(find);
  return stores.filter((store) => shown[show](store) && isFound(store));
}

/** Without regard to case and accents. */
export function findsStore(find: string): (store: { name: string; storeId: string }) => boolean {
  const words = foldText(find).split(' ').filter(Boolean);
  return ({ name, storeId }) => {
    const text = foldText(`${name} ${storeId}`);
    return words.every((word) => text.includes(word));
  };
}
