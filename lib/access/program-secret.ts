import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { programSecrets } from '#db/schema/access';
import type { Secrets } from '#lib/access/secrets';
import type { Logger } from '#lib/log';

type Parts = { db: Db; secrets: Secrets; log: Logger };

/**
 * A random secret of the program by its name: made at first need, shared by all nodes of a database, sealed with the key
 * file. When that key is lost the secret is made anew, and what it protected is void.
 */
export async function programSecret({ db, secrets, log }: Parts, name: string): Promise<string> {
  const use = `program:${name}`;
  const fresh = randomBytes(32).toString('base64url');
  const row = { name, cipher: secrets.seal(fresh, use) };
  await db.insert(programSecrets).values(row).onConflictDoNothing();
  const [kept] = await db.select().from(programSecrets).where(eq(programSecrets.name, name));
  const secret = kept ? secrets.open(kept.cipher, use) : null;
  if (secret !== null) return secret;
  log.error(
    { name },
    'a secret of the program cannot be read with this key: it is made anew, and everybody signs in again',
  );
  await db.update(programSecrets).set({ cipher: row.cipher }).where(eq(programSecrets.name, name));
  return fresh;
}
