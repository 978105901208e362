import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { Store } from '#lib/contract/store';
import type { StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';
import { unknownStore } from '#lib/stores/unknown-store';

/** Lifts a hold; lifting none is fine. */
export async function releaseStore({ db, secrets }: StoreAccess, id: string): Promise<Store> {
  const [row] = await db
    .update(stores)
    .set({ holdReason: null, holdUntil: null, updatedAt: new Date() })
    .where(eq(stores.id, id))
    .returning();
  if (!row) throw unknownStore(id);
  return storeOf(row, secrets);
}
