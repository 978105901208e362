import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { startFleet } from '#demo/start-fleet';
import { startSalesNode } from '#jobs/testing/sales-node';
import type { StoreLink } from '#lib/contract/connectivity';
import { guardSources } from '#lib/links/guard-sources';
import { type Links, openLinks } from '#lib/links/links';
import { listLinks } from '#lib/links/list-links';
import { startProbeLoop } from '#lib/links/probe-loop';
import { testLinks } from '#lib/links/test-links';
import { createLog } from '#lib/log';
import { endedRun, eventually, stepsOf } from '#lib/runtime/testing/test-engine';
import { salesShape } from '#lib/sales/sales-shape';
import { addStore, connectionOf } from '#lib/sales/testing/sales-rows';
import type { Sources, StoreConnection } from '#lib/sources/source';
import { testSources } from '#lib/sources/testing/test-sources';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const fleet = await startFleet({ stores: 4, today, days: 2, linesPerDay: 600, invoices: false });
after(() => fleet.stop());
const connections = fleet.stores.map((store) => connectionOf(store));
const log = createLog(process.env.TEST_LOG ?? 'silent');

type Owner = { after: (close: () => Promise<void> | void) => void };
type World = { database: TestDatabase; links: Links; sources: Sources };

const everyMs = 200;

/** Every store of the fleet on record, its link healthy and nothing known of it. */
async function world(t: Owner, stores: readonly StoreConnection[] = connections): Promise<World> {
  const database = await testDatabase(t);
  for (const { id, name, host, port } of stores) await addStore(database.db, id, { name, host, port });
  for (const { id } of stores) await fleet.fault(id, { mode: 'pass' });
  const connection = async (id: string) => {
    const store = stores.find((candidate) => candidate.id === id);
    if (!store) throw new Error(`This test has no store ${id}`);
    return store;
  };
  const sources = testSources(t, { SOURCE_CONNECT_TIMEOUT_MS: '1000' }, connection);
  return { database, sources, links: openLinks({ db: database.db, sources, everyMs, log }) };
}

function startProbes(t: Owner, { database, links }: World): void {
  const loop = startProbeLoop({ db: database.db, links, log });
  t.after(loop.stop);
}

const known = ({ database }: World) => listLinks(database.db, { dataset: 'ventas', everyMinutes: 5, now: new Date() });

/** The store's link, once it is as wanted. */
const linkWhen = (here: World, storeId: string, isSo: (link: StoreLink) => boolean): Promise<StoreLink> =>
  eventually(async () => (await known(here)).stores.find((link) => link.storeId === storeId && isSo(link)));

test('every store is probed in its turn; a cut line is down at once, its circuit opens, and healing closes it', async (t) => {
  const here = await world(t);
  startProbes(t, here);
  const up = await linkWhen(here, 'tienda_01', ({ state }) => state === 'up');
  for (const { id } of connections) await linkWhen(here, id, ({ state }) => state === 'up');

  await fleet.fault('tienda_01', { mode: 'refuse' });
  const down = await linkWhen(here, 'tienda_01', ({ state }) => state === 'down');
  const open = await linkWhen(here, 'tienda_01', ({ circuit }) => circuit === 'open');
  await fleet.fault('tienda_01', { mode: 'pass' });
  const healed = await linkWhen(here, 'tienda_01', ({ state }) => state === 'up');

  assert.ok((up.tcpMs ?? 0) > 0 && (up.loginMs ?? 0) > 0 && (up.medianLoginMs ?? 0) > 0);
  assert.deepEqual([up.failure, up.strip.length, up.strip.at(-1)], [null, 48, 'u']);
  assert.deepEqual([down.failure?.params.why, down.loginMs], ['refused', null]);
  assert.ok(open.failures >= 3);
  assert.deepEqual([healed.circuit, healed.failures, healed.strip.at(-1)], ['closed', 0, 'm']);
});

test('a store whose line swallows everything is down, and so is one that resets at the login', async (t) => {
  const here = await world(t);
  await fleet.fault('tienda_01', { mode: 'blackhole' });
  await fleet.fault('tienda_02', { mode: 'reset' });

  await testLinks({ db: here.database.db, links: here.links, log }, { stores: undefined, withinMs: 20_000 });
  const { stores, groups } = await known(here);

  assert.deepEqual(
    stores.map(({ state, failure }) => [state, failure?.params.why]),
    [
      ['down', 'timeout'],
      ['down', 'lost'],
      ['up', undefined],
      ['up', undefined],
    ],
  );
  assert.deepEqual(groups, []);
});

test('stores that fall together are one group', async (t) => {
  const here = await world(t);
  startProbes(t, here);
  for (const { id } of connections) await linkWhen(here, id, ({ state }) => state === 'up');

  for (const { id } of connections.slice(0, 3)) await fleet.fault(id, { mode: 'refuse' });
  for (const { id } of connections.slice(0, 3)) await linkWhen(here, id, ({ state }) => state === 'down');

  const { groups } = await known(here);
  assert.deepEqual(
    groups.map(({ stores, network, everyStore }) => ({ stores, network, everyStore })),
    [{ stores: ['tienda_01', 'tienda_02', 'tienda_03'], network: '127.0.0.0/24', everyStore: false }],
  );
});

test('a wrong password and a missing one are no fault of the line', async (t) => {
  const [first, second, ...others] = connections;
  assert.ok(first && second);
  const here = await world(t, [{ ...first, password: 'otra' }, second, ...others]);
  const signal = new AbortController().signal;

  for (let time = 0; time < 4; time += 1) await here.links.probe('tienda_01', signal);
  const link = await linkWhen(here, 'tienda_01', () => true);

  assert.deepEqual([link.state, link.circuit, link.failure?.code], ['no_entry', 'closed', 'source_rejected']);
  assert.ok((link.tcpMs ?? 0) > 0);
});

test('stores that are held or inactive are left alone', async (t) => {
  const here = await world(t);
  await here.database.sql`update stores set hold_reason = 'inventario' where id = 'tienda_01'`;
  await here.database.sql`update stores set active = false where id = 'tienda_02'`;
  startProbes(t, here);
  await linkWhen(here, 'tienda_03', ({ state }) => state === 'up');
  await linkWhen(here, 'tienda_04', ({ state }) => state === 'up');

  const { stores } = await known(here);

  assert.deepEqual(
    stores.map(({ storeId, state, onHold }) => [storeId, state, onHold]),
    [
      ['tienda_01', 'unknown', true],
      ['tienda_03', 'up', false],
      ['tienda_04', 'up', false],
    ],
  );
});

test('loads count: three that find no connection open the circuit, and the fourth is refused without a try', async (t) => {
  const here = await world(t);
  const [store] = connections;
  assert.ok(store);
  const { sqlServer } = guardSources(here.sources, here.links);
  const options = { ...salesShape, signal: new AbortController().signal };
  await fleet.fault('tienda_01', { mode: 'refuse' });

  for (let time = 0; time < 3; time += 1)
    await assert.rejects(sqlServer.open(store, options), { code: 'source_unavailable' });
  await fleet.fault('tienda_01', { mode: 'pass' });
  fleet.resetCounts('tienda_01');

  await assert.rejects(sqlServer.open(store, options), {
    code: 'link_down',
    message: /^PERIFERICO: not reached since/,
  });
  assert.equal(fleet.counts('tienda_01').total, 0);
  await here.links.probe('tienda_01', options.signal);
  const session = await sqlServer.open(store, options);
  await session.close();
});

test('a test that runs out of time says how many it could not finish; an unknown store is not found', async (t) => {
  const here = await world(t);
  await fleet.fault('tienda_01', { mode: 'blackhole' });
  const tester = { db: here.database.db, links: here.links, log };

  const counts = await testLinks(tester, { stores: ['tienda_01'], withinMs: 50 });

  assert.deepEqual(counts, { tested: 0, unfinished: 1 });
  await assert.rejects(testLinks(tester, { stores: ['tienda_99'], withinMs: 50 }), { code: 'not_found' });
  await linkWhen(here, 'tienda_01', ({ state }) => state === 'down');
});

test('a store that goes down makes others be asked before their turn', async (t) => {
  const here = await world(t);
  const slow: World = {
    ...here,
    links: openLinks({ db: here.database.db, sources: here.sources, everyMs: 3_600_000, log }),
  };
  await testLinks({ db: here.database.db, links: slow.links, log }, { stores: undefined, withinMs: 20_000 });
  await here.database.sql`update links set last_probe_at = now() - interval '1 hour'`;
  for (const { id } of connections) await fleet.fault(id, { mode: 'refuse' });
  startProbes(t, slow);

  await slow.links.suspect('tienda_04');
  for (const { id } of connections) await linkWhen(here, id, ({ state }) => state === 'down');

  const { groups } = await known(here);
  assert.deepEqual([groups[0]?.stores.length, groups[0]?.everyStore], [4, true]);
});

test('loads that wait for a link go on by themselves when it is back', async (t) => {
  const here = await world(t);
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const node = await startSalesNode({
    ...{ database: here.database, folder, stores: connections },
    linksEveryMs: everyMs,
    environment: { ETL_MAX_RETRIES: '1', ETL_RETRY_INTERVAL_MINUTES: '60' },
  });
  t.after(node.close);
  await fleet.fault('tienda_01', { mode: 'refuse' });
  await linkWhen(here, 'tienda_01', ({ circuit }) => circuit === 'open');

  const { runId } = await node.engine.startRun({
    ...{ job: 'sales.load', trigger: 'hand', requestedBy: null, today },
    input: { stores: ['tienda_01'], from: '2025-10-21', to: '2025-10-21' },
  });
  await eventually(async () => (await stepsOf(here.database, runId)).find(({ state }) => state === 'waiting'));
  const [waiting] = await stepsOf(here.database, runId);
  await fleet.fault('tienda_01', { mode: 'pass' });

  assert.equal(await endedRun(here.database, runId), 'completed');
  assert.deepEqual([waiting?.reason, waiting?.error?.code], ['link_down', 'link_down']);
});
