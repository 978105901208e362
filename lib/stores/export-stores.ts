import { asc } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import type { StoreFile } from '#lib/contract/store';

const { id, name, host, port, instance, database, username, encryption, trustCertificate } = stores;
const { zone, query, controlQuery, stockQuery, active, priority, firstDay, retries, retryMinutes } = stores;
const written = { id, name, host, port, instance, database, username, encryption, trustCertificate };
const settings = { zone, query, controlQuery, stockQuery, active, priority, firstDay, retries, retryMinutes };

/** All stores as the file that import takes, without passwords. */
export async function exportStores({ db }: { db: Db }): Promise<StoreFile> {
  const rows = await db
    .select({ ...written, ...settings })
    .from(stores)
    .orderBy(asc(stores.id));
  return { version: 1, stores: rows };
}
