import type { GapRange } from '#lib/contract/overview';
import { type DaySpan, dayOfNumber, daysIn, hasDay, numberOfDay } from '#lib/sales/day-bits';
import { calmChunk, type SettledDays, settledState, workOnDay } from '#lib/sales/settle-days';

export type Completeness = {
  ranges: GapRange[];
  good: number;
  expected: number;
  daysBehind: number;
  lastDay: string | null;
  underWay: number;
};

type OpenRange = { state: GapRange['state']; from: number };

/** Counts the days from the first trading day to the due one, and joins those in a row that are not whole. */
export function countDays(days: SettledDays, span: DaySpan, firstDay: string, due: string): Completeness {
  const found: Completeness = { ranges: [], good: 0, expected: 0, daysBehind: 0, lastDay: null, underWay: 0 };
  const first = numberOfDay(firstDay);
  const last = numberOfDay(due);
  let open: OpenRange | null = null;
  let lastGood: number | null = null;
  for (let day = first; day <= last; day += 1) {
    const calm = day + 31 <= last ? calmChunk(days, span, day) : null;
    if (calm !== null) {
      if (open) found.ranges.push(rangeOf(open, day - 1));
      open = null;
      if (calm !== 0) [lastGood, found.daysBehind] = [day + 31 - Math.clz32(calm), 0];
      found.good += daysIn(calm);
      found.expected += daysIn(calm);
      day += 31;
      continue;
    }
    const state = dueState(days, span, day);
    if (workOnDay(days, span, day) !== null) found.underWay += 1;
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
  found.lastDay = lastGood === null ? null : dayOfNumber(lastGood);
  return found;
}

function rangeOf({ state, from }: OpenRange, to: number): GapRange {
  return { from: dayOfNumber(from), to: dayOfNumber(to), days: to - from + 1, state };
}

/**
 * All days are due: one that was loaded before it ended, and not since, is not whole (docs/decisions/0004). Sales of a
 * day on which the store was closed are no gap: they are here, and only its calendar can be put right.
 */
function dueState(days: SettledDays, span: DaySpan, day: number): 'good' | 'excused' | GapRange['state'] {
  if (hasDay(days.closedWithSales, span, day)) return 'excused';
  const state = settledState(days, span, day);
  if (state === 'verified') return 'good';
  if (state === 'closed' || state === 'lost') return 'excused';
  return state === 'loaded' ? 'partial' : state;
}
