import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { storeDays } from '#db/schema/sales';
import { callEndpoint } from '#lib/contract/call';
import * as stores from '#lib/contract/endpoints/stores';
import type { StoreTest } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import type { Sources } from '#lib/sources/source';

const tested: StoreTest = {
  storeId: 'tienda_01',
  ok: true,
  at: '2025-10-21T09:00:00.000Z',
  stages: [{ stage: 'resolve', ok: true, ms: 1, message: '10.0.0.1' }],
  address: '10.0.0.1',
  serverVersion: 'Microsoft SQL Server 2012',
  clockDifferenceMs: -40,
};

const { db, config } = await testProgram({ after }, { sources: playedSources() });
const base = await serveRoutes({ after });

/** Sources that reach every store but those without a password. */
function playedSources(): Sources {
  const closed = async () => {
    throw new Error('nobody loads here');
  };
  return {
    sqlServer: {
      name: 'sql-server',
      open: closed,
      probe: closed,
      test: async ({ id }) => ({ ...tested, storeId: id }),
    },
    connection: async (id) => {
      if (id === 'tienda_99') throw new AppError('not_found', `There is no store ${id}.`);
      if (id === 'tienda_02')
        throw new AppError('source_rejected', 'Store tienda_02: its password is missing. Give it again.');
      return { ...connection, id };
    },
    close: async () => {},
  };
}

const connection = {
  id: 'tienda_01',
  name: 'PERIFERICO',
  host: '10.0.0.1',
  port: 1433,
  instance: null,
  database: 'POS',
  username: 'lector',
  password: 'S3cret-canary',
  encryption: 'on' as const,
  trustCertificate: false,
  query: null,
  controlQuery: null,
  stockQuery: null,
};

const periferico = {
  id: 'tienda_01',
  name: 'PERIFERICO',
  host: '10.0.0.1',
  port: 1433,
  database: 'POS',
  username: 'lector',
  password: 'S3cret-canary',
  firstDay: '2024-09-01',
};

const one = { params: { id: 'tienda_01' } };
const unknown = { params: { id: 'tienda_99' } };

function create(fields: Record<string, unknown> = {}) {
  return callEndpoint(fetch, base, stores.createStore, { body: { ...periferico, ...fields } });
}

test('a store is added, shown and listed, and its password never comes back', async () => {
  const created = await create();
  const shown = await callEndpoint(fetch, base, stores.getStore, one);
  const listed = await (await fetch(`${base}/api/stores`)).text();

  assert.deepEqual([created.id, created.password, created.encryption], ['tienda_01', 'set', 'on']);
  assert.deepEqual(shown, created);
  assert.doesNotMatch(listed, /canary|cipher/i);
  assert.equal(config.NODE_ENV, 'test');
});

test('a taken id is a conflict, and bad fields are refused by path', async () => {
  assert.deepEqual(await refusal(create()), [409, 'conflict', []]);
  assert.deepEqual(await refusal(create({ id: 'export' })), [422, 'invalid_input', ['id']]);
  const bad = { id: 'Tienda 2', port: 70_000, zone: 'Mars/Base', firstDay: '2025-02-30', color: 'red' };
  const [status, code, paths] = await refusal(create(bad));
  assert.deepEqual([status, code, paths.sort()], [422, 'invalid_input', ['color', 'firstDay', 'id', 'port', 'zone']]);
});

test('a new host clears the password, and an unknown store cannot be changed', async () => {
  const changed = await callEndpoint(fetch, base, stores.changeStore, { ...one, body: { host: '10.0.0.9' } });
  const call = callEndpoint(fetch, base, stores.changeStore, { ...unknown, body: { active: false } });

  assert.deepEqual([changed.host, changed.password], ['10.0.0.9', 'missing']);
  assert.deepEqual(await refusal(call), [404, 'not_found', []]);
});

test('a store is held with a reason until the hold is lifted', async () => {
  const hold = { until: '2030-01-01T00:00:00-04:00', reason: 'moving house' };
  const held = await callEndpoint(fetch, base, stores.holdStore, { ...one, body: hold });
  const released = await callEndpoint(fetch, base, stores.releaseStore, one);
  const noReason = callEndpoint(fetch, base, stores.holdStore, { ...one, body: { until: null, reason: ' ' } });

  assert.deepEqual(held.hold, { until: '2030-01-01T04:00:00.000Z', reason: 'moving house' });
  assert.equal(released.hold, null);
  assert.deepEqual(await refusal(noReason), [422, 'invalid_input', ['reason']]);
});

test('stores go out as a file without passwords, and come back unchanged', async () => {
  const file = await callEndpoint(fetch, base, stores.exportStores);
  const imported = await callEndpoint(fetch, base, stores.importStores, { body: file });

  assert.doesNotMatch(JSON.stringify(file), /password/);
  assert.deepEqual(imported, { created: [], changed: [], unchanged: ['tienda_01'] });
});

test('a file with a problem is refused whole, each problem by its path', async () => {
  const file = {
    version: 1 as const,
    stores: [periferico, { ...periferico, id: 'tienda_03', port: 0, firstDay: 'soon' }],
  };
  const [status, code, paths] = await refusal(callEndpoint(fetch, base, stores.importStores, { body: file }));

  assert.deepEqual([status, code, paths.sort()], [422, 'invalid_input', ['stores[1].firstDay', 'stores[1].port']]);
  assert.deepEqual(
    (await callEndpoint(fetch, base, stores.listStores)).items.map(({ id }) => id),
    ['tienda_01'],
  );
});

test('a store is tested, and one without a password says so', async () => {
  await create({ id: 'tienda_02', password: undefined });
  const good = await callEndpoint(fetch, base, stores.testStore, one);
  const all = await callEndpoint(fetch, base, stores.testStores);

  assert.equal(good.ok, true);
  assert.deepEqual(
    all.items.map(({ storeId, ok }) => [storeId, ok]),
    [
      ['tienda_01', true],
      ['tienda_02', false],
    ],
  );
  assert.match(all.items[1]?.stages[0]?.message ?? '', /password is missing/);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, stores.testStore, unknown)), [404, 'not_found', []]);
});

const why = { query: { reason: 'the branch was closed' } };

test('a store that was loaded cannot be deleted, another can', async () => {
  await db.insert(storeDays).values({ storeId: 'tienda_01', dataset: 'sales', day: '2025-10-21', state: 'verified' });

  assert.deepEqual(await refusal(callEndpoint(fetch, base, stores.deleteStore, { ...one, ...why })), [
    409,
    'conflict',
    [],
  ]);
  assert.equal(await callEndpoint(fetch, base, stores.deleteStore, { params: { id: 'tienda_02' }, ...why }), null);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, stores.deleteStore, { ...unknown, ...why })), [
    404,
    'not_found',
    [],
  ]);
});
