import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { sessions } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { type Identity, idleHours } from '#lib/access/identity';
import { refuseGuessable } from '#lib/access/password-rules';
import { wrongPassword } from '#lib/access/second-factor';
import type { Session } from '#lib/contract/access';
import type { Page } from '#lib/contract/page';
import { AppError } from '#lib/errors';

type Person = Identity & { personId: string; sessionId: string };

/** Who asks, at an endpoint that lets nobody else in. */
export function identityOf(identity: Identity | null): Identity {
  if (identity) return identity;
  throw new AppError('unauthorized', 'Nobody is signed in.');
}

/** Who is signed in at a browser. Throws `forbidden` for a key: it has no account of its own. */
export function personOf(identity: Identity | null): Person {
  if (identity?.personId && identity.sessionId) {
    return { ...identity, personId: identity.personId, sessionId: identity.sessionId };
  }
  throw new AppError('forbidden', 'This is done by a person who is signed in, not with a key.');
}

const idleSince = sql`now() - make_interval(hours => ${idleHours})`;

export async function listSessions(db: Pick<Db, 'select'>, { personId, sessionId }: Person): Promise<Page<Session>> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, personId), gt(sessions.expiresAt, new Date()), gt(sessions.lastSeenAt, idleSince)))
    .orderBy(desc(sessions.lastSeenAt));
  const items = rows.map((row) => ({
    id: row.id,
    current: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.ipAddress || null,
    userAgent: row.userAgent || null,
  }));
  return { items, next: null };
}

/** Throws `not_found` for one that is not theirs, too. */
export async function endSession(db: Pick<Db, 'delete'>, { personId }: Person, id: string): Promise<void> {
  const isTheirs = and(eq(sessions.id, id), eq(sessions.userId, personId));
  const ended = await db.delete(sessions).where(isTheirs).returning({ id: sessions.id });
  if (ended.length === 0) throw new AppError('not_found', 'There is no such session.');
}

export async function endOtherSessions(db: Pick<Db, 'delete'>, person: Person): Promise<number> {
  const others = and(eq(sessions.userId, person.personId), ne(sessions.id, person.sessionId));
  return (await db.delete(sessions).where(others).returning({ id: sessions.id })).length;
}

type PasswordChange = { current: string; password: string };

/** Ends all other sessions and puts a new one in the place of this. Answers how many ended, and the cookies of the new one. */
export async function changePassword(
  { db, access }: { db: Db; access: Access },
  person: Person,
  { current, password }: PasswordChange,
  headers: Headers,
): Promise<{ ended: number; cookies: string[] }> {
  await access.limits.spend('account', `password ${person.personId}`);
  refuseGuessable(password, [person.name, person.email ?? '']);
  const others = await listSessions(db, person);
  const answer = await access.auth.api.changePassword({
    body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
    headers,
    asResponse: true,
  });
  if (!answer.ok) throw wrongPassword('current');
  await access.limits.refund('account', `password ${person.personId}`);
  return { ended: others.items.length - 1, cookies: answer.headers.getSetCookie() };
}
