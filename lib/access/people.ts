import { and, asc, eq, isNull, max, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people, sessions } from '#db/schema/access';
import type { Person } from '#lib/contract/access';
import type { PersonChange } from '#lib/contract/endpoints/people';
import type { Page } from '#lib/contract/page';
import { AppError } from '#lib/errors';

const seen = max(sessions.lastSeenAt);

export async function listPeople(db: Pick<Db, 'select'>): Promise<Page<Person>> {
  const rows = await peopleSeen(db).groupBy(people.id).orderBy(asc(people.name), asc(people.id));
  return { items: rows.map(shown), next: null };
}

/** Throws `not_found`. */
export async function getPerson(db: Pick<Db, 'select'>, id: string): Promise<Person> {
  const [row] = await peopleSeen(db).where(eq(people.id, id)).groupBy(people.id);
  if (row) return shown(row);
  throw new AppError('not_found', `There is no person ${id}.`);
}

function peopleSeen(db: Pick<Db, 'select'>) {
  return db
    .select({ person: people, lastSeenAt: seen })
    .from(people)
    .leftJoin(sessions, eq(sessions.userId, people.id))
    .$dynamic();
}

/** A change of what a person may do ends their sessions: what they hold was given to whom they were. */
export async function changePerson(db: Db, id: string, { role, disabled }: PersonChange): Promise<Person> {
  await db.transaction(async (tx) => {
    // One change at a time: two administrators cannot take each other's role away together.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('fluxion people'))`);
    const before = await getPerson(tx, id);
    const isAdmin = (role ?? before.role) === 'admin' && !(disabled ?? before.disabledAt !== null);
    const wasAdmin = before.role === 'admin' && before.disabledAt === null;
    if (wasAdmin && !isAdmin && (await administrators(tx)) === 1) {
      throw new AppError('conflict', `${before.name} is the last administrator: make another one first.`);
    }
    const disabledAt = disabled === undefined ? {} : { disabledAt: disabled ? sql`now()` : null };
    await tx
      .update(people)
      .set({ ...(role && { role }), ...disabledAt, updatedAt: sql`now()` })
      .where(eq(people.id, id));
    await tx.delete(sessions).where(eq(sessions.userId, id));
  });
  return getPerson(db, id);
}

async function administrators(db: Pick<Db, 'select'>): Promise<number> {
  const found = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'admin'), isNull(people.disabledAt)));
  return found.length;
}

type Row = { person: typeof people.$inferSelect; lastSeenAt: Date | null };

function shown({ person, lastSeenAt }: Row): Person {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    hasTotp: person.twoFactorEnabled,
    createdAt: person.createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    disabledAt: person.disabledAt?.toISOString() ?? null,
  };
}
