import { addDays, daysBetween, eachDay } from '#lib/contract/day';
import type { GapRange } from '#lib/contract/overview';
import type { Period } from '#lib/sales/choose-store-days';
import { longestPeriodDays, mostPossibleStoreDays, mostStoreDays } from '#lib/sales/load-limits';

/** From the oldest gap to the last due day, but no further back than one run goes; null when there is no gap. */
export function periodOfGaps(stores: readonly (readonly GapRange[])[], due: string): Period | null {
  const ranges = stores.flat();
  const oldest = ranges.map(({ from }) => from).sort()[0];
  if (oldest === undefined) return null;
  const widest = Math.min(longestPeriodDays, Math.floor(mostPossibleStoreDays / stores.length));
  const floor = addDays(due, 1 - Math.max(1, widest));
  const from = oldestThatFits(gapDays(ranges, { from: floor, to: due }), floor);
  return { from: later(from, oldest), to: due };
}

/** How many stores miss each day of the period. */
function gapDays(ranges: readonly GapRange[], period: Period): Map<string, number> {
  const counts = new Map<string, number>();
  for (const range of ranges) {
    const within = overlap(range, period);
    if (within) for (const day of eachDay(within.from, within.to)) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

function oldestThatFits(counts: ReadonlyMap<string, number>, floor: string): string {
  let units = 0;
  for (const [day, stores] of [...counts].sort(([one], [other]) => (one < other ? 1 : -1))) {
    units += stores;
    if (units > mostStoreDays) return addDays(day, 1);
  }
  return floor;
}

export type Days = Period & { units: number };

/** The gap days of a store within a period: how many, the first and the last. Null when there are none. */
export function gapsWithin(ranges: readonly GapRange[], period: Period): Days | null {
  const within = ranges.flatMap((range) => overlap(range, period) ?? []);
  const [first] = within;
  const last = within.at(-1);
  if (!first || !last) return null;
  const units = within.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
  return { from: first.from, to: last.to, units };
}

function overlap(range: Period, period: Period): Period | null {
  const from = later(range.from, period.from);
  const to = range.to === later(range.to, period.to) ? period.to : range.to;
  return from <= to ? { from, to } : null;
}

/** Days sort as text. */
const later = (one: string, other: string): string => (one.localeCompare(other) > 0 ? one : other);
