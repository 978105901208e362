import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import { AppError } from '#lib/errors';
import type { StoreConnection } from '#lib/sources/source';
import { passwordUse, type StoreAccess } from '#lib/stores/store-access';
import { unknownStore } from '#lib/stores/unknown-store';

/** How a store is reached, its password in the clear. Throws `not_found`, and `source_rejected` without a password to use. */
export async function storeConnection({ db, secrets }: StoreAccess, id: string): Promise<StoreConnection> {
  const [row] = await db.select().from(stores).where(eq(stores.id, id));
  if (!row) throw unknownStore(id);
  if (row.passwordCipher === null) throw noPassword(id, 'missing');
  const password = secrets.open(row.passwordCipher, passwordUse(id));
  if (password === null) throw noPassword(id, 'unreadable');
  const { name, host, port, instance, database, username, encryption, trustCertificate } = row;
  const { query, controlQuery, stockQuery } = row;
  return {
    id,
    name,
    host,
    port,
    instance,
    database,
    username,
    password,
    encryption,
    trustCertificate,
    query,
    controlQuery,
    stockQuery,
  };
}

function noPassword(id: string, state: 'missing' | 'unreadable'): AppError {
  const why = state === 'missing' ? 'is missing' : 'is unreadable: the key file does not hold the key that sealed it';
  return new AppError('source_rejected', `Store ${id}: its password ${why}. Give it again.`, {
    params: { store: id, password: state },
  });
}
