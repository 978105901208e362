import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import { createStore } from '#lib/stores/create-store';
import { exportStores } from '#lib/stores/export-stores';
import { importStores } from '#lib/stores/import-stores';
import { listStores } from '#lib/stores/list-stores';
import { storeConnection } from '#lib/stores/store-connection';
import { newStore, testStoreAccess } from '#lib/stores/testing/store-access';

const access = await testStoreAccess({ after });
beforeEach(() => access.db.execute(sql`truncate ${stores} cascade`));

const fileOf = (...list: unknown[]) => ({ version: 1, stores: list });

test('an exported file imports into the same stores, and holds no password', async () => {
  await createStore(access, newStore());
  await createStore(access, newStore({ id: 'tienda_02', port: null, instance: 'TILL' }));

  const file = await exportStores(access);
  const again = await importStores(access, JSON.parse(JSON.stringify(file)));

  assert.deepEqual(again, { created: [], changed: [], unchanged: ['tienda_01', 'tienda_02'] });
  assert.doesNotMatch(JSON.stringify(file), /canary|password/);
});

test('an import creates, changes and leaves alone, and keeps a password that it does not give', async () => {
  const { password: _, ...known } = newStore();
  await createStore(access, newStore());
  await createStore(access, newStore({ id: 'tienda_09' }));

  const imported = await importStores(access, fileOf({ ...known, name: 'Centro' }, newStore({ id: 'tienda_02' })));

  assert.deepEqual(imported, { created: ['tienda_02'], changed: ['tienda_01'], unchanged: [] });
  assert.equal((await storeConnection(access, 'tienda_01')).password, 'S3cret-canary');
  assert.equal((await listStores(access)).length, 3);
});

test('an import that moves a store to another host clears its password', async () => {
  const { password: _, ...known } = newStore();
  await createStore(access, newStore());

  await importStores(access, fileOf({ ...known, host: '10.6.6.6' }));

  await assert.rejects(storeConnection(access, 'tienda_01'), /password is missing/);
});

test('a file with one bad store imports none, and names every problem by its path', async () => {
  const bad = [newStore(), { ...newStore({ id: 'tienda_02' }), port: 99_999 }, { ...newStore(), id: 'Tienda 3' }];

  await assert.rejects(importStores(access, fileOf(...bad)), (error: Error) => {
    assert.match(error.message, /^stores\[1\]\.port: /m);
    assert.match(error.message, /^stores\[2\]\.id: expected a store id/m);
    return true;
  });
  assert.deepEqual(await listStores(access), []);
});

test('a query of a file that is more than one SELECT is refused by its path', async () => {
  const file = fileOf(
    newStore(),
    newStore({ id: 'tienda_02', controlQuery: "select 1 where a = ''; drop table t --'" }),
  );

  await assert.rejects(importStores(access, file), /stores\[1\]\.controlQuery: not one plain SELECT: a semicolon/);
  assert.deepEqual(await listStores(access), []);
});

test('a store that is in the file twice is refused', async () => {
  const twice = fileOf(newStore(), newStore({ id: 'tienda_02' }), newStore({ name: 'Otra' }));

  await assert.rejects(importStores(access, twice), /stores\[2\]\.id: is also the id of stores\[0\]/);
});

test('what is no store file at all is refused with a message', async () => {
  for (const file of [null, 7, 'text', [], { version: 2, stores: [] }, { stores: {} }]) {
    await assert.rejects(importStores(access, file), { code: 'invalid_input' }, JSON.stringify(file));
  }
});

test('two thousand stores are imported together', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => newStore({ id: `tienda_${index}` }));

  const imported = await importStores(access, fileOf(...many));

  assert.equal(imported.created.length, 2000);
});
