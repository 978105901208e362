import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { Store } from '#lib/contract/store';
import type { StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';
import { unknownStore } from '#lib/stores/unknown-store';

/** Throws `not_found`. */
export async function getStore({ db, secrets }: StoreAccess, id: string): Promise<Store> {
  const [row] = await db.select().from(stores).where(eq(stores.id, id));
  if (!row) throw unknownStore(id);
  return storeOf(row, secrets);
}
