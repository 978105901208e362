import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { callEndpoint } from '#lib/contract/call';
import { connectivity, testConnectivity } from '#lib/contract/endpoints/connectivity';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { recordTry } from '#lib/links/record-try';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';
import type { Sources } from '#lib/sources/source';
import { testSources } from '#lib/sources/testing/test-sources';

const sources: Sources = testSources({ after }, {}, async (id) => ({
  ...{ id, name: id, host: '127.0.0.1', port: 1, instance: null, database: 'POS', username: 'lectura', password: 'x' },
  ...{ encryption: 'off', trustCertificate: false, query: null, controlQuery: null, stockQuery: null },
}));
const program = await testProgram({ after }, { sources });
const base = await serveRoutes({ after });
await addStore(program.db, 'tienda_01', { name: 'PERIFERICO' });
await addStore(program.db, 'tienda_02', { name: 'AV. BOLIVAR' });
await addStore(program.db, 'tienda_03', { active: false });

test('a store that was never tried is unknown, one that was shows its figures, and an inactive one is left out', async () => {
  const loads = { rows: 6000, loadMs: 2000, loadedAt: new Date('2025-10-22T09:00:00Z') };
  await addStoreDays(program.db, 'tienda_02', { verified: ['2025-10-21'] }, loads);
  const good = { by: 'probe', at: new Date(), tcpMs: 12, loginMs: 40, failure: null } as const;
  await recordTry(program.db, 'tienda_02', good, 300_000);

  const { stores, groups, everyMinutes } = await callEndpoint(fetch, base, connectivity);

  assert.deepEqual(
    stores.map(({ storeId, state, loginMs, medianLoginMs, rowsPerSecond }) => ({
      ...{ storeId, state, loginMs, medianLoginMs, rowsPerSecond },
    })),
    [
      { storeId: 'tienda_01', state: 'unknown', loginMs: null, medianLoginMs: null, rowsPerSecond: [] },
      { storeId: 'tienda_02', state: 'up', loginMs: 40, medianLoginMs: 40, rowsPerSecond: [3000] },
    ],
  );
  assert.deepEqual([groups, everyMinutes], [[], 5]);
});

test('a test by hand answers what it found, and refuses a store that is not there', async () => {
  const tested = await callEndpoint(fetch, base, testConnectivity, { body: { stores: ['tienda_01'] } });
  const [unknown] = await refusal(callEndpoint(fetch, base, testConnectivity, { body: { stores: ['tienda_99'] } }));

  const [store] = tested.stores;
  assert.deepEqual([tested.tested, tested.unfinished], [1, 0]);
  assert.deepEqual([store?.state, store?.failure?.params.why], ['down', 'refused']);
  assert.equal(unknown, 404);
});
