import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { credentials, people } from '#db/schema/access';
import type { Auth } from '#lib/access/auth';
import type { Role } from '#lib/contract/access';
import { AppError } from '#lib/errors';

export type NewPerson = { name: string; email: string; role: Role; passwordHash: string };

export async function passwordHash(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** Answers the id. Throws `conflict` when the address has an account. */
export async function makePerson(db: Db, { name, email, role, passwordHash: password }: NewPerson): Promise<string> {
  const id = randomBytes(18).toString('base64url');
  const made = await db
    .insert(people)
    .values({ id, name, email, role, emailVerified: true })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id });
  if (made.length === 0) throw new AppError('conflict', `${email} has an account already.`);
  // The library looks for the password under this provider, and for the person's own id as the account's.
  const row = {
    id: randomBytes(18).toString('base64url'),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password,
  };
  await db.insert(credentials).values(row);
  return id;
}

export async function setPassword(db: Pick<Db, 'update'>, personId: string, password: string): Promise<void> {
  await db.update(credentials).set({ password, updatedAt: new Date() }).where(eq(credentials.userId, personId));
}
