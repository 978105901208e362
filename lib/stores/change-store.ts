import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { Store, StoreChange } from '#lib/contract/store';
import { changedRow } from '#lib/stores/changed-row';
import type { StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';
import { unknownStore } from '#lib/stores/unknown-store';

/** Changes the fields that are given. Throws `not_found`, and `invalid_input` when it ends with both port and instance or neither. */
export function changeStore({ db, secrets }: StoreAccess, id: string, change: StoreChange): Promise<Store> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(stores).where(eq(stores.id, id)).for('update');
    if (!row) throw unknownStore(id);
    const next = { ...changedRow(row, change, secrets), updatedAt: new Date() };
    await tx.update(stores).set(next).where(eq(stores.id, id));
    return storeOf(next, secrets);
  });
}
