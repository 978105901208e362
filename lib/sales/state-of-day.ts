import type { StoreDayState } from '#lib/contract/store-day';
import type { DaySpan } from '#lib/sales/day-bits';
import { type SettledDays, settledState, workOnDay } from '#lib/sales/settle-days';

/** When a store's days are due, and whether it is held: both as days after 2000-01-01. */
export type StoreTimes = { firstDay: number; due: number; isHeld: boolean };

/**
 * The state of a store-day as everybody sees it: what a person or a calendar says, then what is under way, then what became
 * of it. What a store on hold lacks, it lacks because of the hold.
 */
export function stateOfDay(days: SettledDays, span: DaySpan, day: number, times: StoreTimes): StoreDayState {
  const settled = settledState(days, span, day);
  const isEmpty = settled === 'missing' || settled === 'closed';
  if (day < times.firstDay && isEmpty) return 'not_due';
  if (settled === 'lost' || settled === 'closed') return settled;
  const work = workOnDay(days, span, day);
  if (work !== null) return work;
  if (settled === 'verified') return settled;
  if (day > times.due) return settled === 'missing' ? 'not_due' : settled;
  return times.isHeld ? 'on_hold' : settled;
}
