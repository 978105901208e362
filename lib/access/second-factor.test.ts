import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { personOf } from '#lib/access/account';
import { changePerson } from '#lib/access/people';
import { confirmTotp, offerTotp, withdrawTotp } from '#lib/access/second-factor';
import { giveSecondFactor } from '#lib/access/sign-in';
import { browser, cookieOf, outcomes, password, refused, testEntrance } from '#lib/access/testing/entrance';
import { totp } from '#lib/access/testing/totp';

const entrance = await testEntrance({ after });
const { sql, access } = entrance;

/** Someone new who has just confirmed an app with `code`. */
async function withNewApp(email: string) {
  const id = await entrance.person(email);
  const cookie = await entrance.enter(email);
  const who = personOf(await entrance.who(cookie));
  const { secret, backupCodes } = await offerTotp(access, who, password, browser({ cookie }));
  const code = totp(secret);
  const cookies = await confirmTotp(entrance, who, code, browser({ cookie }));
  return { id, email, who, secret, code, backupCodes, old: cookie, session: cookieOf({ cookies }) };
}

/** Someone new with an app that has not been used for a while. */
async function withApp(email: string) {
  const person = await withNewApp(email);
  await sql`delete from used_codes where person_id = ${person.id}`;
  return person;
}

/** The second step at some browser; its challenge by default is a new one. */
const give = (code: string, challenge: string, address?: string) =>
  giveSecondFactor(entrance, code, browser({ cookie: challenge, ...(address ? { address } : {}) }));

const wrong = (secret: string) => String((Number(totp(secret)) + 500_000) % 1_000_000).padStart(6, '0');

test('the codes of the test are those of RFC 6238', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 59_000 });

  assert.equal(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'), '287082');
});

test('an app that is confirmed is asked for at the next sign-in, and the challenge alone opens nothing', async () => {
  const ana = await withApp('ana@example.com');
  const challenge = await entrance.enter(ana.email);

  const alone = await entrance.who(challenge);
  const entry = await give(totp(ana.secret), challenge);

  assert.equal(alone, null);
  assert.equal((await entrance.who(cookieOf(entry)))?.hasTotp, true);
  assert.deepEqual([(await entrance.who(ana.session))?.name, await entrance.who(ana.old)], ['ana', null]);
});

test('an app that is not confirmed changes nothing', async () => {
  await entrance.person('eva@example.com');
  const cookie = await entrance.enter('eva@example.com');
  const who = personOf(await entrance.who(cookie));
  const { secret } = await offerTotp(access, who, password, browser({ cookie }));

  await refused(confirmTotp(entrance, who, wrong(secret), browser({ cookie })), 'invalid_input');

  assert.equal((await entrance.who(await entrance.enter('eva@example.com')))?.hasTotp, false);
});

test('a code opens one sign-in, and none when it confirmed the app', async () => {
  const { email, secret } = await withApp('luis@example.com');
  const code = totp(secret);
  const { email: newcomer, code: confirming } = await withNewApp('pia@example.com');

  await give(code, await entrance.enter(email));

  await refused(give(code, await entrance.enter(email)), 'unauthorized');
  await refused(give(confirming, await entrance.enter(newcomer)), 'unauthorized');
});

test('of two sign-ins that race with one code, one gets in, and the other leaves no session', async () => {
  const { id, email, secret } = await withApp('noe@example.com');
  const challenges = [await entrance.enter(email), await entrance.enter(email), await entrance.enter(email)];
  await sql`delete from sessions where person_id = ${id}`;

  const entries = await Promise.allSettled(challenges.map((challenge) => give(totp(secret), challenge)));

  const inside = entries.filter((entry) => entry.status === 'fulfilled').map(({ value }) => cookieOf(value));
  assert.equal(inside.length, 1);
  assert.equal((await entrance.who(inside[0] ?? ''))?.name, 'noe');
  assert.equal((await sql`select from sessions where person_id = ${id}`).length, 1);
});

test('a challenge is good for one sign-in and for its own person', async () => {
  const [teo, mia] = [await withApp('teo@example.com'), await withApp('mia@example.com')];
  const challenge = await entrance.enter(teo.email);

  await refused(give(totp(mia.secret), challenge), 'unauthorized');
  await give(totp(teo.secret), challenge);
  await refused(give(totp(teo.secret, 1), challenge), 'unauthorized');
  await refused(give(totp(teo.secret, 1), ''), 'unauthorized');
});

test('a session that is planted beside a challenge takes no second step', async () => {
  const [uno, dos] = [await withApp('uno@example.com'), await withApp('dos@example.com')];

  await refused(give(totp(uno.secret), uno.session), 'unauthorized');
  await refused(give(totp(dos.secret), `${dos.session}; ${await entrance.enter(uno.email)}`), 'unauthorized');
});

test('a backup code opens once, also when two sign-ins race with it', async () => {
  const { email, backupCodes } = await withApp('sol@example.com');
  const [code = ''] = backupCodes;
  const challenges = [await entrance.enter(email), await entrance.enter(email)];

  const codes = await outcomes(challenges.map((challenge) => give(code, challenge)));

  assert.equal(codes.filter((outcome) => outcome === null).length, 1, String(codes));
  await refused(give(code, await entrance.enter(email)), 'unauthorized');
});

test('the database has neither the secret of an app nor its backup codes in the clear', async () => {
  const { secret, backupCodes } = await withApp('rosa@example.com');

  const rows = await sql`select f::text as row from second_factors f`;

  for (const text of [secret, ...backupCodes]) assert.ok(rows.every(({ row }) => !String(row).includes(text)));
});

test('ten wrong codes close the second step of an account for a while, from wherever they come', async () => {
  const { email, secret } = await withApp('ivan@example.com');
  const attempt = async (address: string) => give(wrong(secret), await entrance.enter(email), address);

  for (let tries = 0; tries < 10; tries++) await refused(attempt(`198.51.100.${tries}`), 'unauthorized');

  await refused(attempt('198.51.100.99'), 'rate_limited');
  await refused(give(totp(secret), await entrance.enter(email), '203.0.113.1'), 'rate_limited');
});

test('five wrong codes use up a challenge', async () => {
  const { email, secret } = await withApp('max@example.com');
  const challenge = await entrance.enter(email);
  for (let tries = 0; tries < 5; tries++) await refused(give(wrong(secret), challenge), 'unauthorized');

  await refused(give(totp(secret), challenge), 'unauthorized');
  assert.equal((await give(totp(secret), await entrance.enter(email))).answer.next, 'in');
});

test('whose account is switched off between the two steps does not get in', async () => {
  const { id, email, secret } = await withApp('off@example.com');
  const challenge = await entrance.enter(email);
  await changePerson(entrance.db, id, { disabled: true, reason: 'tests' });

  await refused(give(totp(secret), challenge), 'unauthorized');

  assert.equal((await sql`select from sessions where person_id = ${id}`).length, 0);
});

test('setting up and removing an app take the password; an app that is set up is not replaced', async () => {
  const { email, who, session } = await withApp('gil@example.com');
  const from = browser({ cookie: session });

  await refused(offerTotp(access, who, 'wrong', from), 'invalid_input');
  await refused(offerTotp(access, who, password, from), 'conflict');
  await refused(withdrawTotp(access, who, 'wrong', from), 'invalid_input');
  const cookies = await withdrawTotp(access, who, password, from);

  assert.equal((await entrance.who(cookieOf({ cookies })))?.hasTotp, false);
  assert.equal((await entrance.who(await entrance.enter(email)))?.name, 'gil');
});
