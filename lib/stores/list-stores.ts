import { asc } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { Store } from '#lib/contract/store';
import type { StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';

/** Every store, by id. */
export async function listStores({ db, secrets }: StoreAccess): Promise<Store[]> {
  const rows = await db.select().from(stores).orderBy(asc(stores.id));
  return rows.map((row) => storeOf(row, secrets));
}
