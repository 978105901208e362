import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { placeOf } from '#lib/access/client-address';
import { changePerson } from '#lib/access/people';
import { signIn } from '#lib/access/sign-in';
import { browser, password, refused, testEntrance } from '#lib/access/testing/entrance';
import { isAppError } from '#lib/errors';

const entrance = await testEntrance({ after });

const enter = (email: string, typed: string, address: string) =>
  signIn(entrance, { email, password: typed }, browser({ address }));

/** The error of a wrong password. */
async function errorOf(email: string, address: string) {
  const error = await enter(email, 'wrong', address).catch((error: unknown) => error);
  assert.ok(isAppError(error));
  return error;
}

test('eight wrong passwords close an account to an address, and to no other', async () => {
  await entrance.person('ana@example.com');
  for (let tries = 0; tries < 8; tries++) await refused(enter('ana@example.com', 'wrong', '192.0.2.1'), 'unauthorized');

  const { code, params } = await errorOf('ana@example.com', '192.0.2.1');

  assert.equal(code, 'rate_limited');
  assert.ok(Number(params?.seconds) > 0 && Number(params?.seconds) <= 300);
  await refused(enter('ana@example.com', password, '192.0.2.1'), 'rate_limited');
  assert.equal((await enter('ana@example.com', password, '192.0.2.2')).answer.next, 'in');
});

test('whoever gets in has spent no try', async () => {
  await entrance.person('eva@example.com');

  for (let times = 0; times < 12; times++) await enter('eva@example.com', password, '192.0.2.3');
});

test('forty wrong tries close all accounts to an address and to its IPv6 network', async () => {
  await entrance.person('luis@example.com');
  const place = placeOf(browser({ address: '2001:db8::1' }));
  for (let tries = 0; tries < 39; tries++) await entrance.access.limits.spend('address', place);
  await refused(enter('guess@example.com', 'wrong', '2001:db8::2'), 'unauthorized');

  await refused(enter('luis@example.com', password, '2001:db8::ffff'), 'rate_limited');
  assert.equal((await enter('luis@example.com', password, '2001:db8:0:1::1')).answer.next, 'in');
});

test('sixty wrong tries on one account from many places slow it for a minute', async () => {
  for (let tries = 0; tries < 57; tries++) await entrance.access.limits.spend('everywhere', 'noe@example.com');
  for (const address of ['192.0.2.5', '192.0.2.6', '192.0.2.7']) {
    await refused(enter('noe@example.com', 'wrong', address), 'unauthorized');
  }

  const { code, params } = await errorOf('noe@example.com', '203.0.113.1');

  assert.equal(code, 'rate_limited');
  assert.ok(Number(params?.seconds) <= 60);
});

test('no answer and no time tells whether there is an account, or whether it is switched off', async () => {
  await entrance.person('mia@example.com');
  const off = await entrance.person('off@example.com');
  await changePerson(entrance.db, off, { disabled: true, reason: 'tests' });
  const spent: Record<string, number[]> = { 'mia@example.com': [], 'nobody@example.com': [], 'off@example.com': [] };
  const words = new Set<string>();

  for (let round = 0; round < 9; round++) {
    for (const [email, times] of Object.entries(spent)) {
      const since = performance.now();
      const { code, message, details, params } = await errorOf(email, `198.51.101.${round}`);
      times.push(performance.now() - since);
      words.add(JSON.stringify([code, message, details, params]));
    }
  }

  const medians = Object.values(spent).map((times) => times.toSorted((a, b) => a - b)[4] ?? 0);
  assert.equal(words.size, 1);
  assert.ok(Math.max(...medians) < 2 * Math.min(...medians), `medians in ms: ${medians.join(', ')}`);
});

test('the right password of an account that is switched off is answered like a wrong one', async () => {
  const [wrong, right] = await Promise.allSettled([
    enter('off@example.com', 'wrong', '192.0.2.9'),
    enter('off@example.com', password, '192.0.2.9'),
  ]);

  assert.deepEqual(
    [wrong.status === 'rejected' && String(wrong.reason)],
    [right.status === 'rejected' && String(right.reason)],
  );
});
