import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import type { Secrets } from '#lib/access/secrets';
import type { NewStore, StoreImported } from '#lib/contract/store';
import { changedRow } from '#lib/stores/changed-row';
import { readStoreFile } from '#lib/stores/read-store-file';
import { passwordUse, type StoreAccess } from '#lib/stores/store-access';
import type { StoreRow } from '#lib/stores/store-of';

/** PostgreSQL takes 65,535 parameters in a statement. */
const rowsPerInsert = 1000;

/** Creates or changes the stores of a file, all or none. A store that the file does not name stays as it is. */
export async function importStores({ db, secrets }: StoreAccess, file: unknown): Promise<StoreImported> {
  const wanted = readStoreFile(file).stores;
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${stores} in share row exclusive mode`);
    const held = new Map((await tx.select().from(stores)).map((row) => [row.id, row]));
    const created = wanted.filter(({ id }) => !held.has(id));
    await insertAll(tx, created, secrets);
    const changed = wanted.flatMap((store) => changesOf(store, held.get(store.id), secrets));
    for (const row of changed)
      await tx
        .update(stores)
        .set({ ...row, updatedAt: new Date() })
        .where(eq(stores.id, row.id));
    const touched = new Set([...created, ...changed].map(({ id }) => id));
    return {
      created: created.map(({ id }) => id),
      changed: changed.map(({ id }) => id),
      unchanged: wanted.map(({ id }) => id).filter((id) => !touched.has(id)),
    };
  });
}

async function insertAll(tx: Db, created: NewStore[], secrets: Secrets): Promise<void> {
  const rows = created.map(({ password, ...fields }) => ({
    ...fields,
    passwordCipher: password === undefined ? null : secrets.seal(password, passwordUse(fields.id)),
  }));
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await tx.insert(stores).values(rows.slice(start, start + rowsPerInsert));
  }
}

/** The row to write; none when the store is new or already as the file says. A password in the file is written again. */
function changesOf({ id, ...change }: NewStore, row: StoreRow | undefined, secrets: Secrets): StoreRow[] {
  if (!row) return [];
  const next = changedRow(row, change, secrets);
  return isDeepStrictEqual(next, row) ? [] : [next];
}
