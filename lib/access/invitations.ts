import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { invitations, people, sessions } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { placeOf } from '#lib/access/client-address';
import { makePerson, passwordHash, setPassword } from '#lib/access/make-person';
import { oneTimeToken, tokenHash } from '#lib/access/one-time-token';
import { refuseGuessable } from '#lib/access/password-rules';
import { removeSecondFactor } from '#lib/access/second-factor';
import { type Entry, signIn } from '#lib/access/sign-in';
import type { Invitation, Role } from '#lib/contract/access';
import type { OpenInvitation } from '#lib/contract/endpoints/session';
import type { Page } from '#lib/contract/page';
import { AppError } from '#lib/errors';

const inviteDays = 7;
const resetDays = 1;

type Row = typeof invitations.$inferSelect;
type Program = { db: Db; access: Access };
/** The token goes into the link and nowhere else. */
export type Made = { invitation: Invitation; token: string };

/** Throws `conflict` when the address has an account. An earlier link for it opens nothing any more. */
export async function invite(db: Db, wanted: { email: string; role: Role }, by: string | null): Promise<Made> {
  const [person] = await db.select().from(people).where(eq(people.email, wanted.email));
  if (person) throw new AppError('conflict', `${wanted.email} has an account already.`);
  return makeLink(db, { ...wanted, personId: null, createdBy: by }, inviteDays);
}

/** Throws `not_found`. */
export async function resetPassword(db: Db, personId: string, by: string | null): Promise<Made> {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new AppError('not_found', `There is no person ${personId}.`);
  return makeLink(db, { email: person.email, role: person.role, personId, createdBy: by }, resetDays);
}

type Wanted = Pick<Row, 'email' | 'role' | 'personId' | 'createdBy'>;

async function makeLink(db: Db, wanted: Wanted, days: number): Promise<Made> {
  const token = oneTimeToken();
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  return db.transaction(async (tx) => {
    await tx
      .update(invitations)
      .set({ closedAt: sql`now()` })
      .where(and(eq(invitations.email, wanted.email), isNull(invitations.closedAt)));
    const [row] = await tx
      .insert(invitations)
      .values({ ...wanted, tokenHash: tokenHash(token), expiresAt })
      .returning();
    if (!row) throw new Error('an insert answered no row');
    return { invitation: shown(row), token };
  });
}

export async function listInvitations(db: Pick<Db, 'select'>): Promise<Page<Invitation>> {
  const rows = await db.select().from(invitations).where(isOpen).orderBy(desc(invitations.id));
  return { items: rows.map(shown), next: null };
}

/** Throws `not_found` for one that is used, withdrawn or expired. */
export async function withdrawInvitation(db: Pick<Db, 'update'>, id: string): Promise<void> {
  const closed = await db
    .update(invitations)
    .set({ closedAt: sql`now()` })
    .where(and(eq(invitations.id, BigInt(id)), isOpen))
    .returning();
  if (closed.length === 0) throw new AppError('not_found', `There is no open invitation ${id}.`);
}

/** Whom a link is for. Throws `not_found` for a token that opens nothing, whatever the reason. */
export async function openInvitation(
  { db, access }: Program,
  token: string,
  headers: Headers,
): Promise<OpenInvitation> {
  const { kind, email, role } = shown(await ofToken({ db, access }, token, headers));
  return { kind, email, role };
}

type Acceptance = { token: string; name?: string | undefined; password: string };

/** Uses up a link: makes the account, or sets the password and ends all sessions; then signs in. */
export async function acceptInvitation(
  { db, access }: Program,
  { token, name, password }: Acceptance,
  headers: Headers,
): Promise<Entry> {
  const { email, personId } = await ofToken({ db, access }, token, headers);
  if (personId === null && name === undefined) {
    const details = [{ path: 'name', message: 'expected the name of the person' }];
    throw new AppError('invalid_input', 'An account needs a name.', { details });
  }
  refuseGuessable(password, [name ?? '', email]);
  const hash = await passwordHash(access.auth, password);
  await db.transaction(async (tx) => {
    const [used] = await tx
      .update(invitations)
      .set({ closedAt: sql`now()` })
      .where(and(eq(invitations.tokenHash, tokenHash(token)), isOpen))
      .returning();
    if (!used) throw opensNothing();
    if (used.personId === null) {
      await makePerson(tx, { name: name ?? email, email, role: used.role, passwordHash: hash });
      return;
    }
    await setPassword(tx, used.personId, hash);
    // Who lost the password has often lost the telephone too: the administrator who made the link vouches for them.
    await removeSecondFactor(tx, used.personId);
    await tx.delete(sessions).where(eq(sessions.userId, used.personId));
  });
  return signIn({ db, access }, { email, password }, headers);
}

const isOpen = and(isNull(invitations.closedAt), gt(invitations.expiresAt, sql`now()`));

async function ofToken({ db, access }: Program, token: string, headers: Headers): Promise<Row> {
  const address = placeOf(headers);
  await access.limits.spend('token', address);
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, tokenHash(token)), isOpen));
  if (!row) throw opensNothing();
  await access.limits.refund('token', address);
  return row;
}

const opensNothing = () => new AppError('not_found', 'This link was used, withdrawn or is too old. Ask for a new one.');

function shown({ id, personId, email, role, createdAt, createdBy, expiresAt }: Row): Invitation {
  return {
    id: String(id),
    kind: personId === null ? 'invitation' : 'password_reset',
    email,
    role,
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt.toISOString(),
  };
}
