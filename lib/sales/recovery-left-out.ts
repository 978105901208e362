import { addDays } from '#lib/contract/day';
import type { LeftOut } from '#lib/contract/recovery';
import type { LoadPlan } from '#lib/sales/plan-load';
import { gapsWithin } from '#lib/sales/recovery-period';
import type { Scope } from '#lib/sales/recovery-scope';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';

type Considered = { scope: Scope; plan: LoadPlan | null; active: ReadonlyMap<string, string> };

/** What a recovery does not load and why: barred stores first, then days that another run has, then the rest. */
export function leftOutOf({ scope, plan, active }: Considered): LeftOut[] {
  const names = new Map(scope.stores.map(({ id, name }) => [id, name]));
  const inRuns = (plan?.chosen ?? []).flatMap((day) => {
    const runId = active.get(storeDayKey(day));
    return runId === undefined ? [] : [{ ...day, why: 'in_run' as const, runId }];
  });
  const others = (plan?.leftOut ?? []).map((day) => ({ ...day, runId: null }));
  const byReason = Map.groupBy([...inRuns, ...others], ({ storeId, why, runId }) => `${storeId} ${why} ${runId}`);
  return [
    ...barredOf(scope),
    ...laterOf(scope),
    ...[...byReason.values()].flatMap((days) => {
      const [first] = days;
      if (!first) return [];
      const { storeId, why, runId } = first;
      return [{ storeId, name: names.get(storeId) ?? storeId, why, runId, note: null, ...spanOf(days) }];
    }),
  ];
}

function spanOf(days: readonly StoreDay[]): Pick<LeftOut, 'units' | 'from' | 'to'> {
  const sorted = days.map(({ day }) => day).sort();
  return { units: days.length, from: sorted[0] ?? '', to: sorted.at(-1) ?? '' };
}

/** What the stores that nobody can load miss, in the period or, when nobody else misses anything, at all. */
function barredOf({ stores, period, due }: Scope): LeftOut[] {
  return stores.flatMap(({ id, name, ranges, barred }) => {
    const missing = gapsWithin(ranges, period ?? { from: ranges[0]?.from ?? due, to: due });
    if (!barred || !missing) return [];
    return [{ storeId: id, name, why: barred.why, runId: null, note: barred.note, ...missing }];
  });
}

/** Gaps before the period, when it was chosen for as much as one run takes. */
function laterOf({ stores, period, isAsked }: Scope): LeftOut[] {
  if (!period || isAsked) return [];
  return stores.flatMap(({ id, name, ranges, barred }) => {
    const before = gapsWithin(ranges, { from: ranges[0]?.from ?? period.from, to: addDays(period.from, -1) });
    if (barred || !before) return [];
    return [{ storeId: id, name, why: 'later' as const, runId: null, note: null, ...before }];
  });
}
