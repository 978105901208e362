import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people, sessions, usedCodes } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { addressHeader } from '#lib/access/client-address';
import type { SignedIn } from '#lib/contract/endpoints/session';
import { AppError } from '#lib/errors';

type Program = { db: Db; access: Access };

/** What signing in answers, and the cookies that go with it. */
export type Entry = { answer: SignedIn; cookies: string[] };

type Credentials = { email: string; password: string };

/** Throws `unauthorized` without saying whether there is such an account, and `rate_limited` after too many tries. */
export async function signIn(
  { db, access }: Program,
  { email, password }: Credentials,
  headers: Headers,
): Promise<Entry> {
  const address = headers.get(addressHeader) ?? 'unknown';
  const account = `${address} ${email}`;
  await access.limits.spend('address', address);
  await access.limits.spend('account', account);
  await access.limits.spend('everywhere', email);
  const answer = await access.auth.api.signInEmail({
    body: { email, password },
    headers: withoutSession(headers),
    asResponse: true,
  });
  if (!answer.ok) throw new AppError('unauthorized', 'E-mail or password are wrong.');
  const [person] = await db.select().from(people).where(eq(people.email, email));
  if (person?.disabledAt) {
    await endNewest(db, person.id);
    throw new AppError('unauthorized', 'E-mail or password are wrong.');
  }
  await refund(access, [
    ['address', address],
    ['account', account],
    ['everywhere', email],
  ]);
  const { twoFactorRedirect = false }: { twoFactorRedirect?: boolean } = await answer.json();
  return { answer: { next: twoFactorRedirect ? 'second_factor' : 'in' }, cookies: answer.headers.getSetCookie() };
}

/** The code of the app, or a backup code, to the challenge that the first step left in a cookie. */
export async function giveSecondFactor({ db, access }: Program, code: string, headers: Headers): Promise<Entry> {
  const address = headers.get(addressHeader) ?? 'unknown';
  await access.limits.spend('token', address);
  const asked = { body: { code }, headers: withoutSession(headers), asResponse: true as const };
  const isBackup = code.includes('-');
  const answer = isBackup ? await access.auth.api.verifyBackupCode(asked) : await access.auth.api.verifyTOTP(asked);
  if (answer.status === 429) throw new AppError('rate_limited', 'Too many wrong codes. Try again in 15 minutes.');
  if (!answer.ok) throw new AppError('unauthorized', 'The code is wrong, or signing in took too long: begin again.');
  const { user }: { user: { id: string } } = await answer.json();
  if (!isBackup) await spendCode(db, user.id, code);
  await refund(access, [['token', address]]);
  return { answer: { next: 'in' }, cookies: answer.headers.getSetCookie() };
}

type Spent = Parameters<Access['limits']['refund']>;

async function refund({ limits }: Access, spent: Spent[]): Promise<void> {
  await Promise.all(spent.map(([rule, key]) => limits.refund(rule, key)));
}

/** A code is valid for half a minute, and good for one sign-in: whoever looked over a shoulder comes too late. */
async function spendCode(db: Db, personId: string, code: string): Promise<void> {
  await db.delete(usedCodes).where(lt(usedCodes.usedAt, sql`now() - interval '10 minutes'`));
  const hash = createHash('sha256').update(`${personId} ${code}`).digest('hex');
  const used = await db.insert(usedCodes).values({ personId, hash }).onConflictDoNothing().returning();
  if (used.length > 0) return;
  await endNewest(db, personId);
  throw new AppError('unauthorized', 'This code was used already: wait for the next one.');
}

/** Ends the session that was just made for somebody who may not have it. */
async function endNewest(db: Db, personId: string): Promise<void> {
  const newest = sql`(select id from ${sessions} where ${sessions.userId} = ${personId} order by ${sessions.createdAt} desc limit 1)`;
  await db.delete(sessions).where(and(eq(sessions.userId, personId), eq(sessions.id, newest)));
}

/** A sign-in never goes on with a session that the browser brings: it might be someone else's plant. */
function withoutSession(headers: Headers): Headers {
  const own = new Headers(headers);
  const cookies = (headers.get('cookie') ?? '')
    .split(/; */)
    .filter((cookie) => !/fluxion[-\d]*\.session=/.test(cookie));
  own.set('cookie', cookies.join('; '));
  return own;
}
