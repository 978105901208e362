import type { Db } from '#db/db';
import type { RecoveryInput, RecoveryPlan, RecoveryWish, StoreRecovery } from '#lib/contract/recovery';
import type { Period } from '#lib/sales/choose-store-days';
import { type LoadEstimates, loadEstimates } from '#lib/sales/load-estimates';
import { type LoadPlan, planLoad } from '#lib/sales/plan-load';
import { leftOutOf } from '#lib/sales/recovery-left-out';
import { activeDays, recoveryScope, type Scope } from '#lib/sales/recovery-scope';
import { type StoreDay, storeDayKey, storeDayOf } from '#lib/sales/store-day';
import { minutesOf, wallMs } from '#lib/sales/wall-time';

export type Planning = { wish: RecoveryWish; now: Date; zone: string; today: string; parallel: number };

/**
 * What a recovery would do, by the very plan that its run will make, and how long it takes by each store's own loads.
 * Without a period it reaches from the oldest gap to the last due day, as far as one run goes. Throws `invalid_input`.
 */
export async function recoveryPlan(db: Db, { wish, now, zone, today, parallel }: Planning): Promise<RecoveryPlan> {
  const scope = await recoveryScope(db, wish, { now, zone });
  const plan = await planOf(db, wish, scope, today);
  const active = await activeDays(db, plan?.chosen ?? []);
  const days = startable(plan, active);
  const estimates = await loadEstimates(db, [...new Set(days.map(({ storeId }) => storeId))]);
  const stores = storesOf(days, estimates, scope);
  const period = scope.period ?? { from: scope.due, to: scope.due };
  const verified = (plan?.chosen ?? []).filter((day) => day.state === 'verified' && !active.has(storeDayKey(day)));
  return {
    ...period,
    mode: wish.mode,
    order: wish.order,
    units: days.length,
    rows: stores.reduce((sum, { rows }) => sum + (rows ?? 0), 0),
    minutes: minutesOf(wallMs(stores, parallel)),
    parallel,
    stores: stores.map(({ ms, ...store }) => ({ ...store, minutes: minutesOf(ms) })),
    leftOut: leftOutOf({ scope, plan, active }),
    verified: verified.length,
    input:
      days.length === 0
        ? null
        : loadOf(
            wish,
            stores.map(({ storeId }) => storeId),
            period,
          ),
  };
}

async function planOf(db: Db, wish: RecoveryWish, scope: Scope, today: string): Promise<LoadPlan | null> {
  const open = scope.stores.filter(({ barred }) => barred === null).map(({ id }) => id);
  if (!scope.period || open.length === 0) return null;
  // Verified days are planned here and confirmed by whoever starts the run.
  const load = { ...loadOf(wish, open, scope.period), confirm: true, reason: 'a plan' };
  return planLoad(db, { load, today, healDays: 0 });
}

function loadOf({ mode, order }: RecoveryWish, stores: string[], { from, to }: Period): RecoveryInput {
  return { stores, from, to, mode, order };
}

/** The days that the run would do, in the order in which it takes them. */
function startable(plan: LoadPlan | null, active: ReadonlyMap<string, string>): StoreDay[] {
  return (plan?.steps ?? [])
    .filter(({ key }) => !active.has(key))
    .toSorted((one, other) => (other.priority ?? 0) - (one.priority ?? 0))
    .map(({ key }) => storeDayOf(key));
}

type StoreWork = Omit<StoreRecovery, 'minutes'> & { ms: number };

function storesOf(days: readonly StoreDay[], estimates: LoadEstimates, scope: Scope): StoreWork[] {
  const names = new Map(scope.stores.map(({ id, name }) => [id, name]));
  return [...Map.groupBy(days, ({ storeId }) => storeId)].map(([storeId, own]) => {
    const sorted = own.map(({ day }) => day).sort();
    const rows = own.map(estimates.rows);
    return {
      storeId,
      name: names.get(storeId) ?? storeId,
      units: own.length,
      from: sorted[0] ?? scope.due,
      to: sorted.at(-1) ?? scope.due,
      rows: rows.some((each) => each === null) ? null : rows.reduce<number>((sum, each) => sum + (each ?? 0), 0),
      rowsPerMinute: estimates.rowsPerMinute(storeId),
      ms: own.reduce((sum, day) => sum + estimates.ms(day), 0),
    };
  });
}
