import type { Db } from '#db/db';
import { addDays, daysBetween } from '#lib/contract/day';
import type { ProblemDetail } from '#lib/contract/problem';
import type { SalesLoad } from '#lib/contract/sales';
import { AppError } from '#lib/errors';
import type { StepPlan } from '#lib/runtime/define-job';
import {
  type Choice,
  chooseStoreDays,
  type KnownStoreDay,
  knownStoreDays,
  type Period,
} from '#lib/sales/choose-store-days';
import { longestPeriodDays, mostPossibleStoreDays, mostStoreDays } from '#lib/sales/load-limits';
import { storeDayKey } from '#lib/sales/store-day';
import { type LoadableStore, loadableStores } from '#lib/sources/loadable-stores';
import { storeLane } from '#lib/sources/store-lane';

/** What a load would do: its steps in order, and what it leaves out. */
export type LoadPlan = Choice & { period: Period; stores: LoadableStore[]; steps: StepPlan[] };

export type PlanRequest = { load: SalesLoad; today: string; healDays: number };

/** Yesterday first, whatever the store's own priority (−100 to 100). */
const yesterdayFirst = 1000;

/**
 * Plans a load: without a period yesterday and the unresolved of the days before it, else the days of the period that
 * the mode takes. Throws `invalid_input` with paths, and `confirmation_required` with a preview when verified days
 * would be loaded again.
 */
export async function planLoad(db: Db, { load, today, healDays }: PlanRequest): Promise<LoadPlan> {
  const stores = await loadableStores(db, load.stores);
  const yesterday = addDays(today, -1);
  const asked = load.from === undefined || load.to === undefined ? null : { from: load.from, to: load.to };
  const period = asked ?? { from: addDays(today, -healDays), to: yesterday };
  if (asked) checkPeriod(asked, stores, today);
  const possible = stores.length * (daysBetween(period.from, period.to) + 1);
  if (possible > mostPossibleStoreDays) throw tooMany(possible, `${mostPossibleStoreDays} that one run chooses from`);
  const choice = chooseStoreDays(await knownStoreDays(db, stores, period), load.mode);
  if (choice.chosen.length > mostStoreDays) throw tooMany(choice.chosen.length, `${mostStoreDays} that one run loads`);
  if (load.mode === 'all') confirmed(load, choice.chosen);
  const byId = new Map(stores.map((store) => [store.id, store]));
  const first = load.order === 'newest' ? null : yesterday;
  const steps = choice.chosen.map((day) => stepOf(day, byId.get(day.storeId), first));
  return { ...choice, period, stores, steps };
}

/** Without a `first` day by the order of the days alone: newest first, whatever the store. */
function stepOf(day: KnownStoreDay, store: LoadableStore | undefined, first: string | null): StepPlan {
  const extra = day.day === first ? yesterdayFirst : 0;
  return {
    key: storeDayKey(day),
    lane: storeLane(day.storeId),
    priority: first === null ? 0 : (store?.priority ?? 0) + extra,
    ...ownRetries(store),
    ...(store?.hold ? { skip: `on hold: ${store.hold}` } : {}),
  };
}

function ownRetries(store: LoadableStore | undefined): Pick<StepPlan, 'retries'> {
  if (!store || store.retries === null || store.retryMinutes === null) return {};
  return { retries: { times: store.retries, everyMinutes: store.retryMinutes } };
}

function checkPeriod({ from, to }: Period, stores: readonly LoadableStore[], today: string): void {
  if (from > to) throw badPeriod('from', `the period starts ${from}, after its end ${to}`);
  if (to > today) throw badPeriod('to', `${to} is in the future: today is ${today}`);
  const days = daysBetween(from, to) + 1;
  if (days > longestPeriodDays)
    throw badPeriod('from', `the period has ${days} days, at most ${longestPeriodDays} are loaded at once`);
  const opened = stores.map(({ firstDay }) => firstDay).sort()[0];
  if (opened !== undefined && to < opened) throw badPeriod('to', `${to} is before the first trading day, ${opened}`);
}

function badPeriod(path: 'from' | 'to', message: string): AppError {
  return new AppError('invalid_input', `The period cannot be loaded: ${message}.`, { details: [{ path, message }] });
}

function tooMany(count: number, most: string): AppError {
  const message = `${count} store-days are more than the ${most}`;
  return new AppError('invalid_input', `The load is too large: ${message}.`, { details: [{ path: 'from', message }] });
}

/** Loading again what is proved costs hours of the stores' lines: a person says that it is meant, and why. */
function confirmed(load: SalesLoad, chosen: readonly KnownStoreDay[]): void {
  const verified = chosen.filter(({ state }) => state === 'verified');
  if (verified.length === 0 || (load.confirm && load.reason !== undefined)) return;
  if (load.confirm) {
    const message = 'say why verified days are loaded again';
    throw new AppError('invalid_input', `A reason is missing: ${message}.`, { details: [{ path: 'reason', message }] });
  }
  const message = `${verified.length} of ${chosen.length} store-days are verified and would be loaded again. Confirm it and say why.`;
  throw new AppError('confirmation_required', message, {
    details: preview(verified),
    params: { verified: verified.length, planned: chosen.length },
  });
}

function preview(verified: readonly KnownStoreDay[]): ProblemDetail[] {
  const byStore = Map.groupBy(verified, ({ storeId }) => storeId);
  return [...byStore].map(([storeId, days]) => {
    const sorted = days.map(({ day }) => day).sort();
    return { path: storeId, message: `${days.length} verified days, ${sorted[0]} to ${sorted.at(-1)}` };
  });
}
