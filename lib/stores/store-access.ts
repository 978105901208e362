import type { Db } from '#db/db';
import type { Secrets } from '#lib/access/secrets';

/** What the verbs of stores need; the running program is one. */
export type StoreAccess = { db: Db; secrets: Secrets };

/** What a store's password is sealed for: the record of one store does not open for another. */
export function passwordUse(storeId: string): string {
  return `store:${storeId}:password`;
}
