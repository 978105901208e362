import { stores } from '#db/schema/stores';
import type { NewStore, Store } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { refuseQueries } from '#lib/stores/refuse-queries';
import { passwordUse, type StoreAccess } from '#lib/stores/store-access';
import { storeOf } from '#lib/stores/store-of';

/** Throws `conflict` when the id is taken, `invalid_input` for a query that is not one SELECT. */
export async function createStore({ db, secrets }: StoreAccess, store: NewStore): Promise<Store> {
  refuseQueries(store);
  const { password, ...fields } = store;
  const passwordCipher = password === undefined ? null : secrets.seal(password, passwordUse(store.id));
  const [row] = await db
    .insert(stores)
    .values({ ...fields, passwordCipher })
    .onConflictDoNothing()
    .returning();
  if (row) return storeOf(row, secrets);
  throw new AppError('conflict', `There is a store ${store.id} already.`, { params: { store: store.id } });
}
