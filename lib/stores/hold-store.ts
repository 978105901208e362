import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { Store, StoreHold } from '#lib/contract/store';
import type { StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';
import { unknownStore } from '#lib/stores/unknown-store';

/** Keeps a store out of every load until the hold ends or is lifted. A hold replaces the one before. */
export async function holdStore({ db, secrets }: StoreAccess, id: string, hold: StoreHold): Promise<Store> {
  const holdUntil = hold.until === null ? null : new Date(hold.until);
  const [row] = await db
    .update(stores)
    .set({ holdReason: hold.reason, holdUntil, updatedAt: new Date() })
    .where(eq(stores.id, id))
    .returning();
  if (!row) throw unknownStore(id);
  return storeOf(row, secrets);
}
