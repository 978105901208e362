import type { Db } from '#db/db';
import type { SalesOverview } from '#lib/contract/overview';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { expectedSalesShare } from '#lib/sales/expected-sales';
import { forecastOf } from '#lib/sales/forecast';
import { storeGaps } from '#lib/sales/store-gaps';

/** Is the last due day complete? Stores that are inactive, not open yet or closed that day are not expected to be. */
export async function salesOverview(db: Db, clock: Clock): Promise<SalesOverview> {
  const day = await lastDueDay(db, clock);
  const stores = await storeGaps(db, day);
  const expected = stores.filter(({ active, dayState }) => active && !['not_due', 'closed', 'lost'].includes(dayState));
  // A verified day that is being loaded again is complete meanwhile.
  const complete = expected.filter(({ lastDay }) => lastDay === day).length;
  const ids = expected.map(({ storeId }) => storeId);
  const [share, forecast] = await Promise.all([expectedSalesShare(db, ids, day), forecastOf(db, day, clock.now)]);
  return {
    day,
    zone: clock.zone,
    complete,
    expected: expected.length,
    expectedSalesShare: share,
    forecast,
    stores,
  };
}
