import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { makeKey } from '#lib/access/keys';
import { changePerson, getPerson, listPeople } from '#lib/access/people';
import { signIn } from '#lib/access/sign-in';
import { browser, outcomes, password, refused, testEntrance } from '#lib/access/testing/entrance';

const reason = 'tests';
const entrance = await testEntrance({ after });
const { db, sql } = entrance;

test('the last administrator is neither made less nor switched off', async (t: TestContext) => {
  const { db, person } = await testEntrance(t);
  const ana = await person('ana@example.com', 'admin');
  const away = await person('away@example.com', 'admin');
  await changePerson(db, away, { disabled: true, reason });

  await refused(changePerson(db, ana, { role: 'editor', reason }), 'conflict');
  await refused(changePerson(db, ana, { disabled: true, reason }), 'conflict');

  assert.equal((await getPerson(db, ana)).role, 'admin');
});

test('two administrators who take each other’s role at the same time leave one', async (t: TestContext) => {
  const { db, person } = await testEntrance(t);
  const [ana, eva] = [await person('ana@example.com', 'admin'), await person('eva@example.com', 'admin')];

  const codes = await outcomes([
    changePerson(db, ana, { role: 'viewer', reason }),
    changePerson(db, eva, { disabled: true, reason }),
  ]);

  const left = (await listPeople(db)).items.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null);
  assert.deepEqual([codes.sort(), left.length], [['conflict', null], 1]);
});

test('a change of role or of the account ends the person’s sessions, and nobody else’s', async () => {
  const id = await entrance.person('luis@example.com', 'operator');
  await entrance.person('noe@example.com');
  const [luis, noe] = [await entrance.enter('luis@example.com'), await entrance.enter('noe@example.com')];

  await changePerson(db, id, { role: 'viewer', reason });

  assert.equal(await entrance.who(luis), null);
  assert.equal((await entrance.who(noe))?.name, 'noe');
  assert.equal((await entrance.who(await entrance.enter('luis@example.com')))?.role, 'viewer');
});

test('who is switched off neither signs in nor uses a key, and both work again when switched on', async () => {
  const id = await entrance.person('eva@example.com', 'operator');
  const cookie = await entrance.enter('eva@example.com');
  const owner = { name: 'eva', role: 'operator', personId: id } as const;
  const { key } = await makeKey(db, { name: 'k', role: 'viewer', expiresInDays: 1, service: false }, owner);
  const byKey = () => entrance.access.identify(new Headers({ authorization: `Bearer ${key}` }));
  const enter = () => signIn(entrance, { email: 'eva@example.com', password }, browser());

  await changePerson(db, id, { disabled: true, reason });

  assert.equal(await entrance.who(cookie), null);
  await refused(enter(), 'unauthorized');
  await refused(byKey(), 'unauthorized');
  assert.equal((await sql`select from sessions where person_id = ${id}`).length, 0);

  await changePerson(db, id, { disabled: false, reason });
  assert.deepEqual([(await enter()).answer.next, (await byKey())?.role], ['in', 'viewer']);
});

test('nobody is changed who is not there', async () => {
  await refused(changePerson(db, 'nobody', { role: 'admin', reason }), 'not_found');
});
