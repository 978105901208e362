import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { storeDays } from '#db/schema/sales';
import { stores } from '#db/schema/stores';
import { AppError } from '#lib/errors';
import { unknownStore } from '#lib/stores/unknown-store';

/** Removes a store that was never loaded. One with days on record keeps its history: it can only be switched off. */
export function deleteStore({ db }: { db: Db }, id: string): Promise<void> {
  return db.transaction(async (tx) => {
    const [store] = await tx.select({ id: stores.id }).from(stores).where(eq(stores.id, id)).for('update');
    if (!store) throw unknownStore(id);
    const [day] = await tx.select({ day: storeDays.day }).from(storeDays).where(eq(storeDays.storeId, id)).limit(1);
    if (day) {
      const message = `Store ${id} has days on record and cannot be deleted. Deactivate it: it is then no longer loaded.`;
      throw new AppError('conflict', message, { params: { store: id } });
    }
    await tx.delete(stores).where(eq(stores.id, id));
  });
}
