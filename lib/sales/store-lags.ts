import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { storeGaps } from '#lib/sales/store-gaps';

const dayMs = 86_400_000;

/** How far behind every active store is; of one that was never loaded also how many days ago it was added. */
export async function storeLags(db: Db, clock: Clock) {
  const [lines, added] = await Promise.all([
    storeGaps(db, await lastDueDay(db, clock)),
    db.select({ id: stores.id, createdAt: stores.createdAt }).from(stores),
  ]);
  const addedAt = new Map(added.map(({ id, createdAt }) => [id, createdAt.getTime()]));
  return lines
    .filter(({ active }) => active)
    .map(({ storeId, daysBehind, lastDay, hold }) => ({
      ...{ storeId, daysBehind, lastDay, onHold: hold !== null },
      neverLoadedFor: lastDay === null ? Math.floor((clock.now.getTime() - (addedAt.get(storeId) ?? 0)) / dayMs) : null,
    }));
}
