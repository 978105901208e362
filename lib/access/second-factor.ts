import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people, secondFactors } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import type { TotpOffer } from '#lib/contract/endpoints/account';
import { AppError } from '#lib/errors';

type Person = { personId: string };

/** Begins to set up an app: nothing is asked for at sign-in until a first code confirms it. */
export async function offerTotp(access: Access, who: Person, password: string, headers: Headers): Promise<TotpOffer> {
  await access.limits.spend('account', `password ${who.personId}`);
  const answer = await access.auth.api.enableTwoFactor({ body: { password }, headers, asResponse: true });
  if (!answer.ok) throw wrongPassword('password');
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await answer.json();
  return { uri: totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes };
}

/** Answers the cookies of the session that takes the place of this one. */
export async function confirmTotp(access: Access, who: Person, code: string, headers: Headers): Promise<string[]> {
  await access.limits.spend('account', `code ${who.personId}`);
  const answer = await access.auth.api.verifyTOTP({ body: { code }, headers, asResponse: true });
  if (answer.ok) return answer.headers.getSetCookie();
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
