import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { apiKeys, people } from '#db/schema/access';
import type { Access } from '#lib/access/access';
import { addressHeader } from '#lib/access/client-address';
import { makeKey } from '#lib/access/keys';
import { makePerson, passwordHash, setPassword } from '#lib/access/make-person';
import { oneTimeToken } from '#lib/access/one-time-token';
import { removeSecondFactor } from '#lib/access/second-factor';
import { type Entry, signIn } from '#lib/access/sign-in';
import { AppError } from '#lib/errors';

type Program = { db: Db; access: Access };

const email = 'demo@fluxion.example';
const keyName = 'demo';
const loopback = /^(?:127\.|::1$)/;

/** The demo has an administrator from its first start, and a key of its own at each. Answers the key. */
export async function prepareDemo({ db, access }: Program): Promise<string> {
  await demoAdministrator({ db, access });
  await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.name, keyName), isNull(apiKeys.ownerId), isNull(apiKeys.revokedAt)));
  const program = { name: 'demo', role: 'admin', personId: null } as const;
  const { key } = await makeKey(db, { name: keyName, role: 'admin', expiresInDays: 1, service: true }, program);
  return key;
}

/** Signs in without a password: it is a new one each time, known to nobody. Throws `forbidden` away from this machine. */
export async function signInToDemo({ db, access }: Program, headers: Headers): Promise<Entry> {
  if (!loopback.test(headers.get(addressHeader) ?? '') || isPassedOn(headers)) {
    throw new AppError('forbidden', 'The demo lets in browsers of this machine alone.');
  }
  const id = await demoAdministrator({ db, access });
  const password = oneTimeToken();
  await setPassword(db, id, await passwordHash(access.auth, password));
  await removeSecondFactor(db, id);
  await db.update(people).set({ role: 'admin', disabledAt: null }).where(eq(people.id, id));
  return signIn({ db, access }, { email, password }, headers);
}

/** A proxy on this machine calls from it, too, for whomever. Next itself adds whom it got the request from, which is this machine. */
function isPassedOn(headers: Headers): boolean {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim().replace(/^::ffff:/, ''));
  const comesFromHere = hops.every((hop) => hop === '' || loopback.test(hop));
  return !comesFromHere || headers.has('forwarded') || headers.has('via');
}

async function demoAdministrator({ db, access }: Program): Promise<string> {
  const [found] = await db.select({ id: people.id }).from(people).where(eq(people.email, email));
  if (found) return found.id;
  const hash = await passwordHash(access.auth, oneTimeToken());
  return makePerson(db, { name: 'Demo', email, role: 'admin', passwordHash: hash });
}
