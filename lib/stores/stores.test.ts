import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { storeDays } from '#db/schema/sales';
import { stores } from '#db/schema/stores';
import { testSecrets } from '#lib/access/testing/test-secrets';
import { Store } from '#lib/contract/store';
import { changeStore } from '#lib/stores/change-store';
import { createStore } from '#lib/stores/create-store';
import { deleteStore } from '#lib/stores/delete-store';
import { getStore } from '#lib/stores/get-store';
import { holdStore } from '#lib/stores/hold-store';
import { listStores } from '#lib/stores/list-stores';
import { releaseStore } from '#lib/stores/release-store';
import { storeConnection } from '#lib/stores/store-connection';
import { newStore, testStoreAccess } from '#lib/stores/testing/store-access';

const access = await testStoreAccess({ after });
beforeEach(() => access.db.execute(sql`truncate ${stores}, ${storeDays} cascade`));

test('a created store is shown as its contract says, without its password', async () => {
  const created = await createStore(access, newStore());

  assert.deepEqual(Store.parse(created), created);
  assert.equal(created.password, 'set');
  assert.deepEqual(await getStore(access, 'tienda_01'), created);
  assert.doesNotMatch(JSON.stringify(created), /canary/);
});

test('the password lies sealed in the database', async () => {
  await createStore(access, newStore());

  const [row] = await access.db.select().from(stores);

  assert.match(row?.passwordCipher ?? '', /^v1\./);
  assert.doesNotMatch(JSON.stringify(row), /canary/);
});

test('stores are listed by id', async () => {
  for (const id of ['tienda_02', 'tienda_10', 'tienda_01']) await createStore(access, newStore({ id }));

  const listed = await listStores(access);

  assert.deepEqual(
    listed.map(({ id }) => id),
    ['tienda_01', 'tienda_02', 'tienda_10'],
  );
});

test('a second store of the same id is a conflict', async () => {
  await createStore(access, newStore());

  await assert.rejects(createStore(access, newStore()), {
    code: 'conflict',
    message: 'There is a store tienda_01 already.',
  });
});

test('an unknown store is not found, whatever is asked of it', async () => {
  const missing = { code: 'not_found', message: 'There is no store tienda_99.' };

  await assert.rejects(getStore(access, 'tienda_99'), missing);
  await assert.rejects(changeStore(access, 'tienda_99', { name: 'x' }), missing);
  await assert.rejects(deleteStore(access, 'tienda_99'), missing);
  await assert.rejects(holdStore(access, 'tienda_99', { until: null, reason: 'x' }), missing);
  await assert.rejects(releaseStore(access, 'tienda_99'), missing);
  await assert.rejects(storeConnection(access, 'tienda_99'), missing);
});

test('a change touches only what it gives', async () => {
  const created = await createStore(access, newStore());

  const changed = await changeStore(access, 'tienda_01', { name: 'Centro', priority: 5 });

  assert.deepEqual(changed, { ...created, name: 'Centro', priority: 5, updatedAt: changed.updatedAt });
  assert.equal((await storeConnection(access, 'tienda_01')).password, 'S3cret-canary');
});

test('retries of a store come with the minutes between them, or not at all', async () => {
  await createStore(access, newStore());

  await assert.rejects(changeStore(access, 'tienda_01', { retries: 6 }), { code: 'invalid_input', message: /minutes/ });
  const { retries, retryMinutes } = await changeStore(access, 'tienda_01', { retries: 6, retryMinutes: 10 });

  assert.deepEqual([retries, retryMinutes], [6, 10]);
});

test('another host, port or instance clears the password', async () => {
  for (const change of [{ host: '10.6.6.6' }, { port: 1444 }, { port: null, instance: 'TILL' }]) {
    await access.db.execute(sql`truncate ${stores} cascade`);
    await createStore(access, newStore());

    const changed = await changeStore(access, 'tienda_01', change);

    assert.equal(changed.password, 'missing', JSON.stringify(change));
  }
});

test('another host with a new password keeps the new one', async () => {
  await createStore(access, newStore());

  await changeStore(access, 'tienda_01', { host: '10.6.6.6', password: 'another' });

  const connection = await storeConnection(access, 'tienda_01');
  assert.deepEqual([connection.host, connection.password], ['10.6.6.6', 'another']);
});

test('a store never ends with both a port and an instance, nor with neither', async () => {
  const created = await createStore(access, newStore());

  await assert.rejects(changeStore(access, 'tienda_01', { instance: 'TILL' }), { code: 'invalid_input' });
  await assert.rejects(changeStore(access, 'tienda_01', { port: null }), /port: give a port or an instance/);
  assert.deepEqual(await getStore(access, 'tienda_01'), created);
});

test('two changes at the same time are both kept', async () => {
  await createStore(access, newStore());

  await Promise.all([
    changeStore(access, 'tienda_01', { name: 'A' }),
    changeStore(access, 'tienda_01', { priority: 9 }),
  ]);

  const { name, priority } = await getStore(access, 'tienda_01');
  assert.deepEqual([name, priority], ['A', 9]);
});

test('a store that was never loaded can be deleted', async () => {
  await createStore(access, newStore());

  await deleteStore(access, 'tienda_01');

  assert.deepEqual(await listStores(access), []);
});

test('a store with days on record cannot be deleted, and the message says what to do', async () => {
  await createStore(access, newStore());
  await access.db
    .insert(storeDays)
    .values({ storeId: 'tienda_01', dataset: 'sales', day: '2025-01-02', state: 'verified' });

  await assert.rejects(deleteStore(access, 'tienda_01'), { code: 'conflict', message: /Deactivate it/ });
});

test('a hold says why and until when, and is lifted again', async () => {
  await createStore(access, newStore());

  const held = await holdStore(access, 'tienda_01', { until: '2025-03-01T08:00:00.000Z', reason: 'Remodelación' });
  const released = await releaseStore(access, 'tienda_01');

  assert.deepEqual(held.hold, { until: '2025-03-01T08:00:00.000Z', reason: 'Remodelación' });
  assert.equal(released.hold, null);
});

test('a connection needs a password: missing and unreadable are told apart', async (t) => {
  const { password: _, ...withoutPassword } = newStore({ id: 'tienda_02' });
  await createStore(access, newStore());
  await createStore(access, withoutPassword);
  const afterKeyLoss = { db: access.db, secrets: testSecrets(t) };

  await assert.rejects(storeConnection(access, 'tienda_02'), {
    code: 'source_rejected',
    message: /password is missing/,
  });
  await assert.rejects(storeConnection(afterKeyLoss, 'tienda_01'), {
    code: 'source_rejected',
    message: /is unreadable/,
  });
  assert.equal((await getStore(afterKeyLoss, 'tienda_01')).password, 'unreadable');
});

test('the sealed password of one store is no use in the row of another', async () => {
  await createStore(access, newStore());
  await createStore(access, newStore({ id: 'tienda_02', password: 'other' }));
  await access.db.execute(sql`
    update stores set password_cipher = (select password_cipher from stores where id = 'tienda_02')
    where id = 'tienda_01'`);

  assert.equal((await getStore(access, 'tienda_01')).password, 'unreadable');
});

test('a query that is more than one SELECT is refused when a store is made or changed, with its field and line', async () => {
  const details = [{ path: 'stockQuery', message: 'not one plain SELECT: the word DROP, in line 2' }];
  const stockQuery = 'select 1\ndrop table dbo.ventas';

  await assert.rejects(createStore(access, newStore({ stockQuery })), { code: 'invalid_input', details });
  await createStore(access, newStore());
  await assert.rejects(changeStore(access, 'tienda_01', { stockQuery }), { code: 'invalid_input', details });
  assert.equal((await getStore(access, 'tienda_01')).stockQuery, null);
});
