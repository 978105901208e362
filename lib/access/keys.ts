import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { apiKeys, people } from '#db/schema/access';
import type { Identity } from '#lib/access/identity';
import { oneTimeToken, tokenHash } from '#lib/access/one-time-token';
import { type ApiKey, includesRole, type MadeApiKey, type Role } from '#lib/contract/access';
import type { Page } from '#lib/contract/page';
import { AppError } from '#lib/errors';

const prefixLength = 12;

type Asker = Pick<Identity, 'name' | 'role' | 'personId'>;
type Wanted = { name: string; role: Role; expiresInDays: number | null; service: boolean };

/** An administrator's list has everybody's. Revoked ones are gone from it, expired ones are not. */
export async function listKeys(db: Pick<Db, 'select'>, asker: Asker): Promise<Page<ApiKey>> {
  const isSeen = includesRole(asker.role, 'admin') ? undefined : eq(apiKeys.ownerId, asker.personId ?? '');
  const rows = await keysOf(db)
    .where(and(isNull(apiKeys.revokedAt), isSeen))
    .orderBy(desc(apiKeys.id));
  return { items: rows.map(shown), next: null };
}

/** Throws `not_found`. */
export async function getKey(db: Pick<Db, 'select'>, id: string): Promise<ApiKey> {
  const [row] = await keysOf(db).where(and(eq(apiKeys.id, BigInt(id)), isNull(apiKeys.revokedAt)));
  if (row) return shown(row);
  throw new AppError('not_found', `There is no key ${id}.`);
}

function keysOf(db: Pick<Db, 'select'>) {
  return db
    .select({ key: apiKeys, ownerName: people.name })
    .from(apiKeys)
    .leftJoin(people, eq(people.id, apiKeys.ownerId))
    .$dynamic();
}

/** The key itself is in the answer and nowhere else. Throws `forbidden` for a role above the asker's. */
export async function makeKey(db: Db, wanted: Wanted, asker: Asker): Promise<MadeApiKey> {
  const { name, role, expiresInDays, service } = wanted;
  if (!includesRole(asker.role, role)) {
    throw new AppError('forbidden', `You are ${asker.role}: a key of yours cannot be ${role}.`);
  }
  if (service && asker.role !== 'admin')
    throw new AppError('forbidden', 'Keys of services are made by administrators.');
  // A key begets no keys of people: whoever finds one would outlive its end.
  if (!service && asker.personId === null) throw new AppError('forbidden', 'A service has no keys of its own.');
  const key = `flx_${oneTimeToken()}`;
  const [row] = await db
    .insert(apiKeys)
    .values({
      hash: tokenHash(key),
      prefix: key.slice(0, prefixLength),
      name,
      role,
      ownerId: service ? null : asker.personId,
      createdBy: asker.name,
      expiresAt: expiresInDays === null ? null : new Date(Date.now() + expiresInDays * 86_400_000),
    })
    .returning({ id: apiKeys.id });
  if (!row) throw new Error('an insert answered no row');
  return { ...(await getKey(db, String(row.id))), key };
}

/** Throws `not_found` for one that the asker may not see, `forbidden` for a key that would end another of its owner. */
export async function revokeKey(db: Db, id: string, asker: Asker & Pick<Identity, 'kind' | 'id'>): Promise<void> {
  const { owner } = await getKey(db, id);
  if (asker.role !== 'admin' && owner?.id !== asker.personId) throw new AppError('not_found', `There is no key ${id}.`);
  if (asker.kind === 'key' && asker.role !== 'admin' && asker.id !== id) {
    throw new AppError('forbidden', 'A key ends itself alone: sign in to revoke others.');
  }
  await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(eq(apiKeys.id, BigInt(id)));
}

type Row = { key: typeof apiKeys.$inferSelect; ownerName: string | null };

function shown({ key, ownerName }: Row): ApiKey {
  return {
    id: String(key.id),
    name: key.name,
    role: key.role,
    prefix: key.prefix,
    owner: key.ownerId === null ? null : { id: key.ownerId, name: ownerName ?? key.ownerId },
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
