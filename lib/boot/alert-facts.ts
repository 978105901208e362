import type { AlertFacts } from '#lib/alerts/alert-facts';
import { broughtDays, broughtSince } from '#lib/sales/brought-days';
import { storeLags } from '#lib/sales/store-lags';

/** What the rooms tell the alerts. */
export function alertFacts(zone: string): AlertFacts {
  return {
    storeLags: (db, now) => storeLags(db, { now, zone }),
    broughtBySteps: async (db, job, steps) => (job === 'sales.load' ? broughtDays(db, steps) : null),
    broughtSince,
  };
}
