import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { apiKeys, people, sessions } from '#db/schema/access';
import type { Auth } from '#lib/access/auth';
import { placeOf } from '#lib/access/client-address';
import { tokenHash } from '#lib/access/one-time-token';
import type { RateLimits } from '#lib/access/rate-limits';
import { type Me, Role, roles } from '#lib/contract/access';
import { AppError } from '#lib/errors';

/** Who asks: a person by their session, or a key. */
export type Identity = Me & {
  /** Of the person, or of the owner of the key; null for a service. */
  personId: string | null;
  sessionId: string | null;
};

type Parts = { db: Db; auth: Auth; limits: RateLimits };

export const idleHours = 8;
const touchSeconds = 60;
const bearer = /^Bearer +(\S+)$/i;

/** Null for nobody. Throws `unauthorized` for a key that opens nothing: a caller who has one means to use it. */
export async function identify(parts: Parts, headers: Headers): Promise<Identity | null> {
  const authorization = headers.get('authorization');
  if (authorization === null) return ofSession(parts, headers);
  const [, key] = bearer.exec(authorization) ?? [];
  if (key === undefined) throw new AppError('unauthorized', 'The Authorization header is not "Bearer" and a key.');
  return ofKey(parts, key, placeOf(headers));
}

async function ofSession({ db, auth }: Parts, headers: Headers): Promise<Identity | null> {
  if (!headers.has('cookie')) return null;
  const found = await auth.api.getSession({ headers, query: { disableCookieCache: true } });
  if (!found || found.user.disabledAt) return null;
  const { session, user } = found;
  const unusedMs = Date.now() - new Date(session.lastSeenAt).getTime();
  if (unusedMs > idleHours * 3_600_000) {
    await db.delete(sessions).where(eq(sessions.id, session.id));
    return null;
  }
  if (unusedMs > touchSeconds * 1000) {
    await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, session.id));
  }
  return {
    kind: 'person',
    id: user.id,
    name: user.name,
    email: user.email,
    role: Role.parse(user.role),
    hasTotp: user.twoFactorEnabled ?? false,
    personId: user.id,
    sessionId: session.id,
  };
}

/** A key can never do more than its owner may now. */
async function ofKey({ db, limits }: Parts, key: string, place: string): Promise<Identity> {
  const [found] = await db
    .select({ key: apiKeys, ownerRole: people.role, disabledAt: people.disabledAt })
    .from(apiKeys)
    .leftJoin(people, eq(people.id, apiKeys.ownerId))
    .where(and(eq(apiKeys.hash, tokenHash(key)), isNull(apiKeys.revokedAt)));
  const isExpired = found?.key.expiresAt != null && found.key.expiresAt <= new Date();
  if (!found || isExpired || found.disabledAt) {
    await limits.spend('key', place);
    throw new AppError('unauthorized', 'The key opens nothing: it is unknown, expired or revoked.');
  }
  const { id, name, role, ownerId } = found.key;
  if (isStale(found.key.lastUsedAt)) {
    await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, id));
  }
  return {
    kind: 'key',
    id: String(id),
    name,
    email: null,
    role: found.ownerRole ? lesser(role, found.ownerRole) : role,
    hasTotp: false,
    personId: ownerId,
    sessionId: null,
  };
}

const lesser = (one: Role, other: Role): Role => (roles.indexOf(one) < roles.indexOf(other) ? one : other);

const isStale = (seen: Date | null): boolean => seen === null || Date.now() - seen.getTime() > touchSeconds * 1000;
