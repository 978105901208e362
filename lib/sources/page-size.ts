/** A page that takes longer asks for fewer rows next, a fast one for more: a dropped slow link then loses little. */
const slowPageMs = 10_000;
const fastPageMs = 1_500;
const growth = 2;
const largestTimes = 16;
const smallestPage = 500;

export type PageTimes = { rows: number; ms: number };

/** How many rows the next page asks for, starting from `first`, the configured size. */
export function nextPageRows(last: PageTimes, first: number): number {
  if (last.ms > slowPageMs) return Math.max(Math.min(smallestPage, first), Math.floor(last.rows / growth));
  if (last.ms < fastPageMs) return Math.min(first * largestTimes, last.rows * growth);
  return last.rows;
}
