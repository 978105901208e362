import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { changePassword, endOtherSessions, endSession, listSessions, personOf } from '#lib/access/account';
import { signIn } from '#lib/access/sign-in';
import { signOut } from '#lib/access/sign-out';
import { browser, cookieOf, password, refused, testEntrance } from '#lib/access/testing/entrance';

const entrance = await testEntrance({ after });
const { db, sql, access } = entrance;

/** Someone new who is signed in at two browsers. */
async function twice(email: string) {
  const id = await entrance.person(email);
  const [here, there] = [await entrance.enter(email), await entrance.enter(email)];
  return { id, here, there, person: personOf(await entrance.who(here)) };
}

const nameOf = async (cookie: string) => (await entrance.who(cookie))?.name ?? null;

test('a session that is not used for eight hours ends; one that is used goes on', async () => {
  const { id, here } = await twice('ana@example.com');
  const lastSeen = (ago: string) => sql`update sessions set last_seen_at = now() - ${ago}::interval`;

  await lastSeen('7 hours 59 minutes');
  const inTime = await nameOf(here);
  await lastSeen('7 hours 59 minutes');
  const again = await nameOf(here);
  await lastSeen('8 hours 1 minute');
  const late = await nameOf(here);

  assert.deepEqual([inTime, again, late], ['ana', 'ana', null]);
  assert.equal((await sql`select from sessions where person_id = ${id}`).length, 1);
});

test('a session ends seven days after the sign-in however much it is used', async () => {
  const { id, here } = await twice('luis@example.com');
  const [kept] = await sql`select expires_at - created_at as span from sessions where person_id = ${id}`;

  await nameOf(here);
  const [used] = await sql`select expires_at - created_at as span from sessions where person_id = ${id}`;
  await sql`update sessions set expires_at = now() where person_id = ${id}`;

  assert.match(String(kept?.span), /^(7 days|6 days 23:59)/);
  assert.deepEqual(used, kept);
  assert.equal(await nameOf(here), null);
});

test('people see where they are signed in, without tokens and without what has ended', async () => {
  const { id, person } = await twice('eva@example.com');
  await entrance.enter('eva@example.com', browser({ address: '198.51.100.7' }));
  const [idle] =
    await sql`select id from sessions where person_id = ${id} and address = '192.0.2.1' and id <> ${person.sessionId}`;
  await sql`update sessions set last_seen_at = now() - interval '9 hours' where id = ${idle?.id}`;

  const { items } = await listSessions(db, person);
  const tokens = await sql`select token from sessions where person_id = ${id}`;

  assert.deepEqual(items.map(({ address, current }) => [address, current]).sort(), [
    ['192.0.2.1', true],
    ['198.51.100.7', false],
  ]);
  for (const { token } of tokens) assert.ok(!JSON.stringify(items).includes(String(token)));
});

test('a person ends one of their sessions, or all others, and nobody else’s', async () => {
  const { here, there, person } = await twice('noe@example.com');
  const third = await entrance.enter('noe@example.com');
  const other = await twice('mia@example.com');
  const theirs = personOf(await entrance.who(there)).sessionId;

  await refused(endSession(db, person, other.person.sessionId), 'not_found');
  await endSession(db, person, theirs);
  const afterOne = [await nameOf(here), await nameOf(there), await nameOf(third)];
  const ended = await endOtherSessions(db, person);

  assert.deepEqual(afterOne, ['noe', null, 'noe']);
  assert.deepEqual([ended, await nameOf(here), await nameOf(third), await nameOf(other.here)], [1, 'noe', null, 'mia']);
});

test('a new password ends the other sessions and replaces this one: the old cookies open nothing', async () => {
  const { here, there, person } = await twice('teo@example.com');
  const change = { current: password, password: 'farol-nube-catorce-hierro' };

  const { ended, cookies } = await changePassword(entrance, person, change, browser({ cookie: here }));

  assert.deepEqual([ended, await nameOf(here), await nameOf(there)], [1, null, null]);
  assert.equal(await nameOf(cookieOf({ cookies })), 'teo');
  await refused(signIn(entrance, { email: 'teo@example.com', password }, browser()), 'unauthorized');
});

test('a new password needs the present one, is tried a few times, and is not to be guessed', async () => {
  const { here, person } = await twice('sol@example.com');
  const change = (current: string, next: string) =>
    changePassword(entrance, person, { current, password: next }, browser({ cookie: here }));

  await refused(change(password, 'password1234'), 'invalid_input');
  for (let tries = 0; tries < 7; tries++) await refused(change('wrong', 'farol-nube-catorce-hierro'), 'invalid_input');
  await refused(change(password, 'farol-nube-catorce-hierro'), 'rate_limited');

  assert.equal(await nameOf(here), 'sol');
});

test('a cookie that was stolen opens nothing after the sign-out', async () => {
  const { here } = await twice('rosa@example.com');

  const cookies = await signOut(access, browser({ cookie: here }));

  assert.equal(await nameOf(here), null);
  assert.equal(cookieOf({ cookies }), '');
});

test('a cookie that was changed, cut, unsigned or signed for another opens nothing', async () => {
  const [ana, eva] = [(await twice('uno@example.com')).here, (await twice('dos@example.com')).here];
  const parts = (cookie: string) => /^([^=]+)=([^.]+)\.(.+)$/.exec(cookie)?.slice(1) ?? [];
  const [name, token, signature] = parts(ana);
  const [, otherToken, otherSignature] = parts(eva);
  const bad = [`${name}=${token}`, `${name}=${token}.`, `${name}=${otherToken}.${signature}`];

  for (const cookie of [...bad, `${name}=${token}.${otherSignature}`, `x${ana}`, `${name}=`, name ?? '', 'a=b']) {
    assert.equal(await entrance.who(cookie), null, cookie);
  }
  assert.equal(await nameOf(ana), 'uno');
});

test('a sign-in with a planted session makes a new one and leaves the planted one to whom it was', async () => {
  const attacker = await twice('evil@example.com');
  await entrance.person('victim@example.com');
  const from = browser({ cookie: `theme=dark; ${attacker.here}` });

  const cookie = await entrance.enter('victim@example.com', from);

  assert.notEqual(cookie, attacker.here);
  assert.deepEqual([await nameOf(cookie), await nameOf(attacker.here)], ['victim', 'evil']);
});

test('over https cookies are bound to the host, to http alone and to this site', async (t) => {
  const secure = await testEntrance(t, { PUBLIC_URL: 'https://etl.example.com' });
  await secure.person('ana@example.com');

  const { cookies } = await signIn(secure, { email: 'ana@example.com', password }, browser());

  assert.equal(cookies.length, 1);
  assert.match(cookies[0] ?? '', /^__Host-fluxion\.session=/);
  const attributes = (cookies[0] ?? '').split('; ').slice(1).sort();
  assert.deepEqual(attributes, ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure']);
});
