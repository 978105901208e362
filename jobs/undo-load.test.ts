import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { startFleet } from '#demo/start-fleet';
import { type SalesNode, startSalesNode } from '#jobs/testing/sales-node';
import { endedRun, stepsOf } from '#lib/runtime/testing/test-engine';
import { storeDayDetail } from '#lib/sales/store-day-detail';
import { addStore, connectionOf } from '#lib/sales/testing/sales-rows';
import { refuseNothingToUndo } from '#lib/sales/undo-load';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const today = '2025-10-22';
const clock = { now: new Date('2025-10-22T12:00:00Z'), zone: 'America/Caracas' };
const storeDay = { storeId: 'tienda_01', day: '2025-10-20' };
const fleet = await startFleet({ stores: 1, today, days: 3, linesPerDay: 300, invoices: false });
after(() => fleet.stop());
const stores = fleet.stores.map((store) => connectionOf(store));

type World = SalesNode & { database: TestDatabase };

async function world(t: TestContext): Promise<World> {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const database = await testDatabase(t);
  for (const { id, name } of stores) await addStore(database.db, id, { name, firstDay: '2025-10-20' });
  const node = await startSalesNode({ database, folder, stores });
  t.after(node.close);
  return { ...node, database };
}

async function run({ engine, database }: World, job: string, input: Record<string, unknown>): Promise<bigint> {
  const { runId } = await engine.startRun({ job, input, trigger: 'hand', requestedBy: null, today });
  assert.equal(await endedRun(database, runId), 'completed', JSON.stringify(await stepsOf(database, runId)));
  return runId;
}

const undo = (here: World) => run(here, 'sales.undo-load', { store: storeDay.storeId, day: storeDay.day });
const detail = ({ database: { db }, warehouse }: World) =>
  storeDayDetail({ db, warehouse, clock, keepDays: 7 }, storeDay);
const heldRows = async ({ warehouse }: World): Promise<unknown> =>
  (await warehouse.read(`select count(*)::integer as rows from ventas_raw where fecha = '2025-10-20'`))[0]?.rows;

/** The day is loaded, loses a ticket at the source, and is loaded again: answers the rows before and after. */
async function reloaded(t: TestContext, here: World) {
  const { storeId, day } = storeDay;
  await run(here, 'sales.load', { from: day, to: day });
  const first = await detail(here);
  const before = fleet.expected(storeId, day).rows;
  const [ticket] = [...fleet.rows(storeId, day)].map(({ numero_factura }) => String(numero_factura));
  t.after(() => fleet.restore(storeId, day));
  fleet.change(storeId, day, { kind: 'delete', where: { numero_factura: String(ticket) } });
  await run(here, 'sales.load', { from: day, to: day, mode: 'all', confirm: true, reason: 'a ticket was deleted' });
  return { first, before, now: fleet.expected(storeId, day).rows };
}

test('undoing a re-load brings the earlier sales back with their state, and undoing that the re-load', async (t) => {
  const here = await world(t);
  const { before, now, first } = await reloaded(t, here);
  const loaded = await detail(here);

  const undone = await undo(here);
  const restored = await detail(here);
  const brought = await heldRows(here);
  await undo(here);
  const again = await detail(here);

  assert.ok(now < before);
  assert.deepEqual([loaded.rows, loaded.previous?.figures.rows], [now, before]);
  assert.deepEqual([brought, restored.rows, restored.state], [before, before, 'verified']);
  assert.equal(
    restored.proof?.provedAt,
    first.loadedAt && new Date(first.loadedAt).toISOString(),
    'as it was proved then',
  );
  assert.deepEqual([restored.runId, restored.previous?.figures.rows], [String(undone), now]);
  assert.deepEqual([await heldRows(here), again.rows, again.previous?.figures.rows], [now, now, before]);
});

test('until when a replaced load is kept is told by the day it was replaced, in UTC', async (t) => {
  const here = await world(t);
  await reloaded(t, here);

  const { previous, loadedAt } = await detail(here);

  const keptMs = Date.parse(previous?.keptUntil ?? '') - Date.parse(loadedAt ?? '');
  assert.equal(Math.round(keptMs / 86_400_000), 7);
});

test('a day that was loaded once has nothing to undo, a store that is not there is not found', async (t) => {
  const here = await world(t);
  await run(here, 'sales.load', { from: storeDay.day, to: storeDay.day });
  const asked = { db: here.database.db, warehouse: here.warehouse, config: { KEEP_REPLACED_DAYS: 7 } };

  await assert.rejects(refuseNothingToUndo(asked, storeDay), {
    code: 'conflict',
    message: /^tienda_01\/2025-10-20: there is no earlier load to bring back\./,
  });
  await assert.rejects(refuseNothingToUndo(asked, { ...storeDay, storeId: 'tienda_99' }), { code: 'not_found' });
  const input = { store: storeDay.storeId, day: storeDay.day };
  const request = { job: 'sales.undo-load', input, trigger: 'hand', requestedBy: null, today } as const;
  const { runId } = await here.engine.startRun(request);
  assert.equal(await endedRun(here.database, runId), 'failed');
  const [step] = await stepsOf(here.database, runId);
  assert.equal(step?.error?.code, 'not_found');
});
