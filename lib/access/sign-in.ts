import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people, sessions } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { placeOf } from '#lib/access/client-address';
import { spendCode } from '#lib/access/used-codes';
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
  const address = placeOf(headers);
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
  const { twoFactorRedirect = false, token }: FirstStep = await answer.json();
  const [person] = await db.select().from(people).where(eq(people.email, email));
  if (person?.disabledAt) {
    await endSessionOf(db, token);
    throw new AppError('unauthorized', 'E-mail or password are wrong.');
  }
  await refund(access, [
    ['address', address],
    ['account', account],
    ['everywhere', email],
  ]);
  return { answer: { next: twoFactorRedirect ? 'second_factor' : 'in' }, cookies: answer.headers.getSetCookie() };
}

/** What the library answers to a right password: the token of a session, or that a code is missing. */
type FirstStep = { twoFactorRedirect?: boolean; token?: string };
type SecondStep = { token: string; user: { id: string } };

/** The code of the app, or a backup code, to the challenge that the first step left in a cookie. */
export async function giveSecondFactor({ db, access }: Program, code: string, headers: Headers): Promise<Entry> {
  const address = placeOf(headers);
  await access.limits.spend('token', address);
  const asked = { body: { code }, headers: withoutSession(headers), asResponse: true as const };
  const isBackup = code.includes('-');
  const answer = isBackup ? await access.auth.api.verifyBackupCode(asked) : await access.auth.api.verifyTOTP(asked);
  if (answer.status === 429) throw new AppError('rate_limited', 'Too many wrong codes. Try again in 15 minutes.');
  if (!answer.ok) throw wrongCode();
  const { token, user }: SecondStep = await answer.json();
  const [person] = await db.select({ disabledAt: people.disabledAt }).from(people).where(eq(people.id, user.id));
  const isUsed = !isBackup && !(await spendCode(db, user.id, code));
  if (isUsed || person?.disabledAt) {
    await endSessionOf(db, token);
    throw isUsed ? new AppError('unauthorized', 'This code was used already: wait for the next one.') : wrongCode();
  }
  await refund(access, [['token', address]]);
  return { answer: { next: 'in' }, cookies: answer.headers.getSetCookie() };
}

type Spent = Parameters<Access['limits']['refund']>;

async function refund({ limits }: Access, spent: Spent[]): Promise<void> {
  await Promise.all(spent.map(([rule, key]) => limits.refund(rule, key)));
}

const wrongCode = () => new AppError('unauthorized', 'The code is wrong, or signing in took too long: begin again.');

/** Ends the session that was just made for somebody who may not have it. */
async function endSessionOf(db: Db, token: string | undefined): Promise<void> {
  if (token !== undefined) await db.delete(sessions).where(eq(sessions.token, token));
}

/** A sign-in goes on with its own first step alone, never with a session that the browser brings: it might be a plant. */
function withoutSession(headers: Headers): Headers {
  const own = new Headers(headers);
  const cookies = (headers.get('cookie') ?? '').split(/; */).filter((cookie) => /^[^=]+\.second_factor=/.test(cookie));
  own.set('cookie', cookies.join('; '));
  return own;
}
