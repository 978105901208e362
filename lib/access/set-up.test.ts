import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTimeToken } from '#lib/access/one-time-token';
import { setUp } from '#lib/access/set-up';
import {
  browser,
  cookieOf,
  type Entrance,
  outcomes,
  password,
  refused,
  testEntrance,
} from '#lib/access/testing/entrance';

const ana = { name: 'Ana Pérez', email: 'ana@example.com', password };

async function tokenOf({ access }: Entrance): Promise<string> {
  const token = await access.setupToken();
  assert.ok(token);
  return token;
}

test('the link of the console makes the first administrator and signs them in', async (t) => {
  const entrance = await testEntrance(t);

  const entry = await setUp(entrance, { ...ana, token: await tokenOf(entrance) }, browser());

  const identity = await entrance.who(cookieOf(entry));
  assert.deepEqual([entry.answer.next, identity?.role, identity?.email], ['in', 'admin', ana.email]);
});

test('two browsers with the link at the same time make one administrator', async (t) => {
  const entrance = await testEntrance(t);
  const token = await tokenOf(entrance);
  const others = ['luis@example.com', 'eva@example.com', 'jon@example.com'];

  const acts = others.map((email) => setUp(entrance, { ...ana, email, token }, browser()));

  assert.deepEqual((await outcomes(acts)).sort(), ['forbidden', 'forbidden', null]);
  assert.equal((await entrance.sql`select from people`).length, 1);
});

test('another token makes nobody, and is tried forty times at most', async (t) => {
  const entrance = await testEntrance(t);
  const guess = () => setUp(entrance, { ...ana, token: oneTimeToken() }, browser());

  const tried = await outcomes(Array.from({ length: 42 }, guess));

  assert.deepEqual([tried.filter((code) => code === 'forbidden').length, tried.at(-1)], [40, 'rate_limited']);
  assert.equal((await entrance.sql`select from people`).length, 0);
});

test('once there is an administrator the link makes nobody, not even with the right token', async (t) => {
  const entrance = await testEntrance(t);
  const token = await tokenOf(entrance);
  await setUp(entrance, { ...ana, token }, browser());

  await refused(setUp(entrance, { ...ana, email: 'eva@example.com', token }, browser()), 'forbidden');
  assert.equal(await entrance.access.setupToken(), null);
});
