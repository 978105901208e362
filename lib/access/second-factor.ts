import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people, secondFactors } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { spendCode } from '#lib/access/used-codes';
import type { TotpOffer } from '#lib/contract/endpoints/account';
import { AppError } from '#lib/errors';

type Person = { personId: string };

/** Begins to set up an app: nothing is asked for at sign-in until a first code confirms it. */
export async function offerTotp(access: Access, who: Person, password: string, headers: Headers): Promise<TotpOffer> {
  await access.limits.spend('account', `password ${who.personId}`);
  const answer = await access.auth.api.enableTwoFactor({ body: { password }, headers, asResponse: true });
  if (!answer.ok) throw (await isAlreadyOn(answer)) ? alreadyOn() : wrongPassword('password');
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await answer.json();
  return { uri: totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes };
}

/** The library refuses a second app while one is set up, after it has seen the right password. */
async function isAlreadyOn(answer: Response): Promise<boolean> {
  const { code }: { code?: string } = await answer.json();
  return code === 'TOTP_ALREADY_ENABLED';
}

const alreadyOn = () =>
  new AppError('conflict', 'An authenticator app is set up already: remove it before you set up another one.');

type Program = { db: Db; access: Access };

/** Answers the cookies of the session that takes the place of this one. The code opens nothing else afterwards. */
export async function confirmTotp(
  { db, access }: Program,
  who: Person,
  code: string,
  headers: Headers,
): Promise<string[]> {
  await access.limits.spend('account', `code ${who.personId}`);
  const answer = await access.auth.api.verifyTOTP({ body: { code }, headers, asResponse: true });
  if (answer.ok) {
    await spendCode(db, who.personId, code);
    return answer.headers.getSetCookie();
  }
  throw new AppError('invalid_input', 'The code is wrong.', {
    details: [{ path: 'code', message: 'expected the code that the app shows now' }],
  });
}

export async function withdrawTotp(access: Access, who: Person, password: string, headers: Headers): Promise<string[]> {
  await access.limits.spend('account', `password ${who.personId}`);
  const answer = await access.auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true });
  if (!answer.ok) throw wrongPassword('password');
  return answer.headers.getSetCookie();
}

export async function removeSecondFactor(db: Pick<Db, 'update' | 'delete'>, personId: string): Promise<void> {
  await db.delete(secondFactors).where(eq(secondFactors.userId, personId));
  await db.update(people).set({ twoFactorEnabled: false }).where(eq(people.id, personId));
}

export function wrongPassword(path: string): AppError {
  return new AppError('invalid_input', 'The password is wrong.', {
    details: [{ path, message: 'expected your present password' }],
  });
}
