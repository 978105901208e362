import type { GapRange, Recommendation, StoreGap } from '#lib/contract/overview';
import { StoreDayState } from '#lib/contract/store-day';

const settledStates: readonly StoreDayState[] = ['verified', 'closed', 'lost', 'not_due'];

/** A store that needs a person's eye: its day is not settled, it lags, or older days are missing. */
export function hasProblem(store: StoreGap): boolean {
  return store.active && (!settledStates.includes(store.dayState) || store.daysBehind > 0 || store.ranges.length > 0);
}

/** Stores whose day is still open, worst first; those on hold are expected to be. */
export function openProblems(stores: readonly StoreGap[]): StoreGap[] {
  return stores
    .filter(({ active, hold, dayState }) => active && !hold && !settledStates.includes(dayState))
    .toSorted(worstFirst);
}

/** What is worst comes first; stores that are equally well keep the order of their ids. */
export function worstFirst(one: StoreGap, other: StoreGap): number {
  return (
    Number(other.active) - Number(one.active) ||
    Number(isHeld(one)) - Number(isHeld(other)) ||
    Number(hasProblem(other)) - Number(hasProblem(one)) ||
    other.daysBehind - one.daysBehind ||
    (one.completeness ?? 1) - (other.completeness ?? 1) ||
    one.storeId.localeCompare(other.storeId)
  );
}

/** The stores by an order of ids that was made earlier; those it does not know come last. */
export function inOrder(stores: readonly StoreGap[], order: readonly string[]): StoreGap[] {
  const places = new Map(order.map((storeId, place) => [storeId, place]));
  const placeOf = ({ storeId }: StoreGap) => places.get(storeId) ?? order.length;
  return stores.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function isHeld(store: StoreGap): boolean {
  return store.hold !== null;
}

/** Store-days that a recovery could fill now: of active stores that nobody holds, without what is under way. */
export function recoverableDays(stores: readonly StoreGap[]): number {
  return stores
    .filter(({ active, hold }) => active && hold === null)
    .reduce((sum, { ranges, underWay }) => sum + Math.max(0, daysOf(ranges) - underWay), 0);
}

/** One thing a person can do about a store; `advised` is what is recommended. */
export type GapAct = Omit<Recommendation, 'action'> & { action: 'update' | 'recover' | 'retry'; advised: boolean };

/** *Update* loads up to the last due day, *recover* fills older holes; where all of them were tried, it is a *retry*. */
export function gapActs({ active, ranges, lastDay, recommendation }: StoreGap): GapAct[] {
  if (!active || !recommendation) return [];
  const perDay = recommendation.minutes / Math.max(1, recommendation.days);
  const newer = ranges.filter(({ to }) => lastDay === null || to > lastDay);
  const older = ranges.filter(({ to }) => lastDay !== null && to < lastDay);
  return [actOn('update', newer), actOn('recover', older)].flatMap((act) => {
    if (act === null) return [];
    const advised = act.from === recommendation.from && act.to === recommendation.to;
    const action = advised ? recommendation.action : act.action;
    return [{ ...act, action, advised, minutes: advised ? recommendation.minutes : Math.max(1, act.days * perDay) }];
  });
}

function actOn(action: 'update' | 'recover', ranges: readonly GapRange[]) {
  const [first] = ranges;
  const last = ranges.at(-1);
  return first && last ? { action, from: first.from, to: last.to, days: daysOf(ranges) } : null;
}

function daysOf(ranges: readonly GapRange[]): number {
  return ranges.reduce((sum, { days }) => sum + days, 0);
}

export type PendingRetries = { stores: number; nextAt: string | null };

/** Stores that will be tried again by themselves, and when the first of them. */
export function pendingRetries(stores: readonly StoreGap[]): PendingRetries {
  const times = stores.flatMap(({ failure }) => (failure?.nextAttemptAt ? [failure.nextAttemptAt] : []));
  const [nextAt = null] = times.toSorted((one, other) => Date.parse(one) - Date.parse(other));
  return { stores: times.length, nextAt };
}

const criticalAfterDays = 7;

/** Up to a week behind is orange, beyond it red. */
export function lagTone(daysBehind: number): 'ok' | 'warn' | 'bad' {
  if (daysBehind === 0) return 'ok';
  return daysBehind <= criticalAfterDays ? 'warn' : 'bad';
}

/** `tienda_07` → `07`: what fits in a cell of the strip. */
export function shortStoreId(storeId: string): string {
  return /\d+$/.exec(storeId)?.[0] ?? storeId.slice(0, 3);
}

/** With more stores than these the strip is a wall: the ones that are well are only counted. */
const mostInStrip = 64;

export type Strip = { shown: StoreGap[]; counted: { state: StoreDayState; stores: number }[] };

/** The active stores by id, each on its own or, of many, counted by the state of their day. */
export function stripOf(stores: readonly StoreGap[]): Strip {
  const active = stores
    .filter((store) => store.active)
    .toSorted((one, other) => one.storeId.localeCompare(other.storeId, 'en'));
  if (active.length <= mostInStrip) return { shown: active, counted: [] };
  const isCalm = (state: StoreDayState) => state === 'loaded' || settledStates.includes(state);
  const shown = active.filter(({ dayState }) => !isCalm(dayState)).slice(0, mostInStrip);
  const apart = new Set(shown);
  const rest = active.filter((store) => !apart.has(store));
  const counted = StoreDayState.options
    .map((state) => ({ state, stores: rest.filter(({ dayState }) => dayState === state).length }))
    .filter((line) => line.stores > 0);
  return { shown, counted };
}
