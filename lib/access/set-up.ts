import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { placeOf } from '#lib/access/client-address';
import { makePerson, passwordHash } from '#lib/access/make-person';
import { refuseGuessable } from '#lib/access/password-rules';
import { type Entry, signIn } from '#lib/access/sign-in';
import { AppError } from '#lib/errors';

type FirstAdministrator = { token: string; name: string; email: string; password: string };

/** Makes the first administrator, once. Throws `forbidden` for a token that is not the console's, or after that. */
export async function setUp(
  { db, access }: { db: Db; access: Access },
  { token, name, email, password }: FirstAdministrator,
  headers: Headers,
): Promise<Entry> {
  await access.limits.spend('token', placeOf(headers));
  const expected = await access.setupToken();
  if (expected === null || !isSame(token, expected)) {
    throw new AppError('forbidden', 'This link is not the one that the console printed last, or it was used.');
  }
  await access.limits.refund('token', placeOf(headers));
  refuseGuessable(password, [name, email]);
  const hash = await passwordHash(access.auth, password);
  await db.transaction(async (tx) => {
    // Two browsers with the same link: the second waits here, and finds the first one's account.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('fluxion first administrator'))`);
    const [someone] = await tx.select({ id: people.id }).from(people).limit(1);
    if (someone) throw new AppError('forbidden', 'There is an administrator already.');
    await makePerson(tx, { name, email, role: 'admin', passwordHash: hash });
  });
  return signIn({ db, access }, { email, password }, headers);
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
