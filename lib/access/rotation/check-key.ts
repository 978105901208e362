import type { Db } from '#db/db';
import { secretKeys } from '#db/schema/secrets';
import type { Secrets } from '#lib/access/secrets';
import { AppError } from '#lib/errors';
import type { Logger } from '#lib/log';

type Checking = { db: Db; secrets: Secrets; log: Logger; isShared: boolean };

/**
 * Compares the key file with the key that the database is sealed with, where one is on record. A database of this node alone goes
 * on with the new key, its key file was lost; one that other nodes use must not be written with a key that they do not have.
 */
export async function checkSecretKey({ db, secrets, log, isShared }: Checking): Promise<void> {
  const known = await db.select().from(secretKeys);
  const current = known.find(({ state }) => state === 'current');
  if (!current || secrets.keys.find(current.id)) return;
  if (isShared) {
    throw new AppError(
      'storage_unavailable',
      `The database is sealed with the key ${current.id}, which this node's key file does not hold: copy the key file of the node that rotated the keys. If it is lost everywhere, run "delete from secret_keys" in the database; what it sealed stays unreadable.`,
    );
  }
  await db.delete(secretKeys);
  log.error({ key: current.id }, 'the key that sealed the stored passwords is lost: they have to be given again');
}
