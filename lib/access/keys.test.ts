import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Identity } from '#lib/access/identity';
import { listKeys, makeKey, revokeKey } from '#lib/access/keys';
import { changePerson } from '#lib/access/people';
import { browser, refused, testEntrance } from '#lib/access/testing/entrance';
import type { MadeApiKey, Role } from '#lib/contract/access';

const entrance = await testEntrance({ after });
const { db, sql, access } = entrance;
const ana = await personOf('ana@example.com', 'admin');
const luis = await personOf('luis@example.com', 'operator');

async function personOf(email: string, role: Role): Promise<Identity> {
  await entrance.person(email, role);
  const identity = await entrance.who(await entrance.enter(email));
  assert.ok(identity);
  return identity;
}

const make = (asker: Identity, role: Role, service = false) =>
  makeKey(db, { name: 'night', role, expiresInDays: 1, service }, asker);

async function whose({ key }: Pick<MadeApiKey, 'key'>, address = '192.0.2.1'): Promise<Identity | null> {
  const headers = browser({ address });
  headers.set('authorization', `Bearer ${key}`);
  return access.identify(headers);
}

test('the database has the hash of a key and its first characters, not the key', async () => {
  const made = await make(luis, 'viewer');

  const rows = await sql`select k::text as row from api_keys k`;

  assert.match(made.key, /^flx_[\w-]{43}$/);
  assert.ok(rows.every(({ row }) => !String(row).includes(made.key)));
  assert.ok(rows.some(({ row }) => String(row).includes(made.prefix)));
  assert.doesNotMatch(JSON.stringify(await listKeys(db, ana)), new RegExp(made.key.slice(12)));
});

test('a key can do the lesser of its own role and of what its owner may now', async () => {
  const id = await entrance.person('eva@example.com', 'editor');
  const eva = { ...luis, id, personId: id, role: 'editor' } as const;
  const [strong, weak] = [await make(eva, 'editor'), await make(eva, 'viewer')];

  const before = [(await whose(strong))?.role, (await whose(weak))?.role];
  await changePerson(db, id, { role: 'operator', reason: 'tests' });
  const less = [(await whose(strong))?.role, (await whose(weak))?.role];
  await changePerson(db, id, { role: 'admin', reason: 'tests' });
  const more = [(await whose(strong))?.role, (await whose(weak))?.role];

  assert.deepEqual(
    [before, less, more],
    [
      ['editor', 'viewer'],
      ['operator', 'viewer'],
      ['editor', 'viewer'],
    ],
  );
});

test('an expired, revoked, cut or made-up key opens nothing', async () => {
  const [expired, revoked, cut] = [await make(luis, 'viewer'), await make(luis, 'viewer'), await make(luis, 'viewer')];
  await sql`update api_keys set expires_at = now() where id = ${expired.id}`;
  await revokeKey(db, revoked.id, luis);

  for (const key of [expired.key, revoked.key, cut.key.slice(0, -1), `${cut.key}x`, 'flx_', cut.prefix]) {
    await refused(whose({ key }), 'unauthorized');
  }
  const basic = new Headers({ authorization: `Basic ${cut.key}`, cookie: await entrance.enter('luis@example.com') });
  await refused(access.identify(basic), 'unauthorized');
});

test('the last use of a key is kept, to the minute', async () => {
  const made = await make(luis, 'viewer');
  const used = async () => (await listKeys(db, luis)).items.find(({ id }) => id === made.id)?.lastUsedAt;

  const before = await used();
  await whose(made);
  const first = await used();
  await whose(made);

  assert.equal(before, null);
  assert.ok(first && Math.abs(Date.parse(first) - Date.now()) < 60_000);
  assert.equal(await used(), first);
});

test('nobody makes a key above their own role, and only administrators make those of services', async () => {
  await refused(make(luis, 'editor'), 'forbidden');
  await refused(make(luis, 'viewer', true), 'forbidden');

  const service = await whose(await make(ana, 'operator', true));
  assert.deepEqual([service?.role, service?.personId], ['operator', null]);
  assert.ok(service);
  await refused(make(service, 'viewer'), 'forbidden');
});

test('people see and revoke their own keys, administrators everybody’s', async () => {
  const [his, hers] = [await make(luis, 'viewer'), await make(ana, 'admin')];

  const seen = (await listKeys(db, luis)).items;

  assert.ok(seen.length > 0 && seen.every(({ owner }) => owner?.id === luis.personId));
  await refused(revokeKey(db, hers.id, luis), 'not_found');
  await revokeKey(db, his.id, ana);
  await refused(revokeKey(db, his.id, ana), 'not_found');
});

test('a key below administrator revokes itself and none of its owner’s other keys', async () => {
  const [strong, weak] = [await make(ana, 'admin'), await make(ana, 'viewer')];
  const identity = await whose(weak);
  assert.ok(identity);

  await refused(revokeKey(db, strong.id, identity), 'forbidden');
  await revokeKey(db, weak.id, identity);

  await refused(whose(weak), 'unauthorized');
  assert.equal((await whose(strong))?.role, 'admin');
});

test('an address that tries keys is stopped, and neither good keys nor sign-ins there are', async () => {
  const address = '198.51.100.9';
  const good = await make(luis, 'viewer');
  const guess = () => whose({ key: 'flx_guess' }, address);

  for (let tries = 0; tries < 40; tries++) await refused(guess(), 'unauthorized');

  await refused(guess(), 'rate_limited');
  assert.equal((await whose(good, address))?.role, 'viewer');
  assert.ok(await entrance.enter('luis@example.com', browser({ address })));
});
