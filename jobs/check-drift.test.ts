import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { startFleet } from '#demo/start-fleet';
import { type SalesNode, startSalesNode } from '#jobs/testing/sales-node';
import { endedRun, stepsOf } from '#lib/runtime/testing/test-engine';
import { salesMatrix } from '#lib/sales/sales-matrix';
import { storeDayDetail } from '#lib/sales/store-day-detail';
import { addStore, connectionOf } from '#lib/sales/testing/sales-rows';
import type { StoreConnection } from '#lib/sources/source';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const clock = { now: new Date('2025-10-22T12:00:00Z'), zone: 'America/Caracas' };
const fleet = await startFleet({ stores: 2, today, days: 4, linesPerDay: 300, invoices: false });
after(() => fleet.stop());
const stores = fleet.stores.map((store) => connectionOf(store));

type World = SalesNode & { database: TestDatabase };

/** Two stores with three verified days each, unless they are not to be reached. */
async function world(t: TestContext, reached: readonly StoreConnection[] = stores): Promise<World> {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const database = await testDatabase(t);
  for (const { id, name } of stores) await addStore(database.db, id, { name, firstDay: '2025-10-19' });
  const node = await startSalesNode({ database, folder, stores: reached });
  t.after(node.close);
  return { ...node, database };
}

const request = { trigger: 'hand', requestedBy: null, today } as const;

async function run({ engine, database }: World, job: string, input: Record<string, string>): Promise<[string, bigint]> {
  const { runId } = await engine.startRun({ ...request, job, input });
  return [await endedRun(database, runId), runId];
}

const load = (here: World, from: string, to: string) => run(here, 'sales.load', { from, to });
const check = (here: World) => run(here, 'sales.check-drift', {});

async function letters({ database }: World): Promise<string[]> {
  const { rows } = await salesMatrix(database.db, { from: '2025-10-19', to: '2025-10-21' }, clock);
  return rows.map(({ days }) => days);
}

test('a day whose source lost tickets since drifts, tells the difference, and is whole again once it is re-loaded', async (t) => {
  const here = await world(t);
  const [ticket] = [...fleet.rows('tienda_01', '2025-10-20')].map(({ numero_factura }) => numero_factura);
  t.after(() => fleet.restore('tienda_01', '2025-10-20'));
  await load(here, '2025-10-19', '2025-10-21');
  const before = fleet.expected('tienda_01', '2025-10-20');
  fleet.change('tienda_01', '2025-10-20', { kind: 'delete', where: { numero_factura: String(ticket) } });
  const now = fleet.expected('tienda_01', '2025-10-20');

  const [state, runId] = await check(here);
  const { db, sql } = here.database;
  const storeDay = { storeId: 'tienda_01', day: '2025-10-20' };
  const detail = await storeDayDetail({ db, warehouse: here.warehouse, clock, keepDays: 7 }, storeDay);

  assert.equal(state, 'completed', JSON.stringify(await stepsOf(here.database, runId)));
  assert.deepEqual(await letters(here), ['vdv', 'vvv']);
  assert.equal(detail.drift?.change.tickets, -1);
  assert.equal(detail.drift?.change.rows, now.rows - before.rows);
  assert.equal(Number(detail.drift?.change.amount).toFixed(2), (Number(now.amount) - Number(before.amount)).toFixed(2));
  assert.equal(detail.rows, before.rows, 'the warehouse is as it was');
  const lines = await sql<{ message: string }[]>`select message from run_logs where code = 'sales.drifted'`;
  assert.match(lines[0]?.message ?? '', /^2025-10-20: the source has changed since: -1 tickets, -\d+ rows/);
  await load(here, '2025-10-19', '2025-10-21');
  assert.deepEqual(await letters(here), ['vvv', 'vvv']);
});

test('asked twice on one day there is nothing left to compare, and nothing changes', async (t) => {
  const here = await world(t);
  await load(here, '2025-10-19', '2025-10-21');

  const [first, firstRun] = await check(here);
  const [second, secondRun] = await check(here);

  assert.deepEqual([first, second], ['completed', 'completed']);
  assert.deepEqual(
    (await stepsOf(here.database, firstRun)).map(({ key, result }) => [key, result]),
    [
      ['tienda_01', { days: 3, drifted: [] }],
      ['tienda_02', { days: 3, drifted: [] }],
    ],
  );
  assert.equal((await stepsOf(here.database, secondRun)).length, 0);
  assert.deepEqual(await letters(here), ['vvv', 'vvv']);
});

test('a store that does not answer fails with a message worth reading, and keeps its days', async (t) => {
  const here = await world(t);
  await load(here, '2025-10-19', '2025-10-21');
  await fleet.fault('tienda_02', { mode: 'refuse' });
  t.after(() => fleet.clearFault('tienda_02'));

  const [state, runId] = await check(here);
  const [, second] = await stepsOf(here.database, runId);

  assert.equal(state, 'partial');
  assert.match(second?.error?.message ?? '', /^AV\. BOLIVAR: /);
  assert.deepEqual(await letters(here), ['vvv', 'vvv']);
});

test('sales at the source of a day on which the store was closed are drift, until they are gone', async (t) => {
  const here = await world(t);
  const { sql } = here.database;
  await sql`insert into store_calendar_days (store_id, day, open) values ('tienda_01', '2025-10-21', false)`;
  await load(here, '2025-10-19', '2025-10-20');

  await check(here);
  assert.deepEqual((await letters(here))[0], 'vvd');
  fleet.change('tienda_01', '2025-10-21', { kind: 'empty' });
  t.after(() => fleet.restore('tienda_01', '2025-10-21'));
  await run(here, 'sales.check-drift', { from: '2025-10-21', to: '2025-10-21' });
  assert.deepEqual((await letters(here))[0], 'vvc');
});
