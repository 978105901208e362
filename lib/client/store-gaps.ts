import type { Recommendation, SalesOverview, StoreGap } from '#lib/contract/overview';
import type { StoreDayState } from '#lib/contract/store-day';

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

/** Everything that is recommended, as one run: its stores, period and size. Null when there is nothing for two stores. */
export function recoverAll(overview: SalesOverview): (Recommendation & { stores: string[] }) | null {
  const open = overview.stores.flatMap(({ storeId, recommendation }) =>
    recommendation ? [{ storeId, ...recommendation }] : [],
  );
  const [first] = open;
  if (!first || open.length < 2) return null;
  return {
    action: 'recover',
    stores: open.map(({ storeId }) => storeId),
    from: open.map(({ from }) => from).toSorted()[0] ?? first.from,
    to:
      open
        .map(({ to }) => to)
        .toSorted()
        .at(-1) ?? first.to,
    days: open.reduce((days, one) => days + one.days, 0),
    minutes: open.reduce((minutes, one) => minutes + one.minutes, 0),
  };
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
