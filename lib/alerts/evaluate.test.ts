import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { alertOutbox } from '#db/schema/alerts';
import { runSteps } from '#db/schema/runtime';
import { stores } from '#db/schema/stores';
import { testDatabase } from '#db/testing/test-database';
import { acknowledge } from '#lib/alerts/acknowledge';
import { judgeEndedRuns, judgeStores } from '#lib/alerts/evaluate';
import { listIncidents } from '#lib/alerts/list-incidents';
import { alertCounts } from '#lib/alerts/summary';
import { endAgain, endedRun, refusedLogin, type TestStep, unreachable } from '#lib/alerts/testing/ended-run';
import { testEvaluation } from '#lib/alerts/testing/test-evaluation';
import { addDays } from '#lib/contract/day';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const day = '2025-10-21';
const sixteen = Array.from({ length: 16 }, (_, index) => `tienda_${String(index + 1).padStart(2, '0')}`);
const failed = (store: string, on = day): TestStep => ({
  key: `${store}/${on}`,
  state: 'failed',
  error: unreachable(store),
});
const done = (store: string, on = day): TestStep => ({ key: `${store}/${on}`, state: 'completed' });

async function fleet(t: TestContext, names: readonly string[] = sixteen) {
  const database = await testDatabase(t);
  for (const name of names) await addStore(database.db, name);
  return database.db;
}

const incidentsOf = async (db: Db) => (await listIncidents(db, { limit: 50 })).items;

async function told(db: Db) {
  const rows = await db.select({ notice: alertOutbox.notice }).from(alertOutbox).orderBy(alertOutbox.id);
  return rows.map(({ notice }) => notice);
}

test('sixteen stores that fall together are one incident and one message, and one more when all are back', async (t) => {
  const db = await fleet(t);
  const run = await endedRun(db, { state: 'failed', steps: sixteen.map((store) => failed(store)) });
  await judgeEndedRuns(testEvaluation(db));
  await judgeEndedRuns(testEvaluation(db));
  const [opened] = await incidentsOf(db);

  assert.deepEqual([opened?.cause, opened?.stores.length, opened?.resolvedAt], ['link', 16, null]);
  assert.deepEqual(
    (await told(db)).map(({ title }) => title),
    ['Carga de ventas: fallaron 16 tiendas'],
  );

  await addStoreDays(db, 'tienda_01', { verified: [day] }, { rows: 61_204 });
  await db.update(runSteps).set({ state: 'completed', error: null }).where(eq(runSteps.runId, run));
  await endAgain(db, run, { state: 'completed' });
  await judgeEndedRuns(testEvaluation(db));
  const [over] = await incidentsOf(db);
  const notices = await told(db);

  assert.deepEqual(
    [over?.id, over?.resolution, over?.recovered],
    [opened?.id, 'recovered', { days: 1, rows: 61_204, verified: true }],
  );
  assert.equal(notices.length, 2);
  assert.equal(notices[1]?.title, 'Carga de ventas: se recuperaron 16 tiendas');
  assert.equal(notices[1]?.lines[0], 'Recuperado: 1 día de tienda, 61.204 filas, todo verificado.');
});

test('a store that fails again is no news while its incident is open; one that fails for the first time is', async (t) => {
  const db = await fleet(t, ['tienda_01', 'tienda_02']);
  await endedRun(db, { state: 'partial', steps: [failed('tienda_01'), done('tienda_02')] });
  await judgeEndedRuns(testEvaluation(db));
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01', '2025-10-22'), failed('tienda_02')] });
  await judgeEndedRuns(testEvaluation(db));

  const [second, first] = await incidentsOf(db);
  assert.deepEqual(
    [first, second].map((incident) => incident?.stores.map(({ storeId }) => storeId)),
    [['tienda_01'], ['tienda_02']],
  );

  await endedRun(db, { state: 'completed', steps: [done('tienda_01', '2025-10-22'), done('tienda_02')] });
  await judgeEndedRuns(testEvaluation(db));
  const open = await listIncidents(db, { state: 'open', limit: 50 });
  assert.deepEqual(
    open.items.map(({ id }) => id),
    [first?.id],
  );
});

test('a dead line and a refused login in one run are two causes, each with its own end', async (t) => {
  const db = await fleet(t, ['tienda_01', 'tienda_02']);
  const refused: TestStep = { key: `tienda_02/${day}`, state: 'failed', error: refusedLogin('tienda_02') };
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01'), refused] });
  await judgeEndedRuns(testEvaluation(db));
  await endedRun(db, { state: 'completed', steps: [done('tienda_02')] });
  await judgeEndedRuns(testEvaluation(db));

  assert.deepEqual((await incidentsOf(db)).map(({ cause, resolvedAt }) => [cause, resolvedAt !== null]).sort(), [
    ['link', false],
    ['login', true],
  ]);
});

test('another day of the store is no recovery, unless the schedule itself did all of its work', async (t) => {
  const db = await fleet(t, ['tienda_01']);
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01')] });
  await endedRun(db, { state: 'completed', steps: [done('tienda_01', '2025-10-20')] });
  await judgeEndedRuns(testEvaluation(db));
  const before = await alertCounts(db, []);
  await endedRun(db, { state: 'completed', trigger: 'schedule', steps: [done('tienda_01', '2025-10-22')] });
  await judgeEndedRuns(testEvaluation(db));

  assert.deepEqual([before.open, (await alertCounts(db, [])).open], [1, 0]);
});

test('a run that could not be planned is the job’s own incident until it completes; a cancelled one is none', async (t) => {
  const db = await fleet(t, []);
  const error = { code: 'storage_unavailable', message: 'the warehouse is closed', params: {} } as const;
  await endedRun(db, { state: 'failed', error });
  await endedRun(db, { state: 'cancelled' });
  await judgeEndedRuns(testEvaluation(db));
  const [opened, ...others] = await incidentsOf(db);

  assert.deepEqual([opened?.cause, opened?.failure?.message, others], ['storage', error.message, []]);

  await endedRun(db, { state: 'completed' });
  await judgeEndedRuns(testEvaluation(db));
  assert.deepEqual(
    (await told(db)).map(({ title }) => title),
    ['Carga de ventas: la ejecución falló', 'Carga de ventas: volvió a completarse'],
  );
});

test('stores more than seven days behind are one incident; held ones and those just added are not told', async (t) => {
  const db = await fleet(t, ['tienda_01', 'tienda_02', 'tienda_05']);
  await addStore(db, 'tienda_03', { holdReason: 'moving' });
  await addStore(db, 'tienda_04', { createdAt: new Date('2025-10-20T12:00:00Z') });
  await db
    .update(stores)
    .set({ createdAt: new Date('2025-10-01T12:00:00Z') })
    .where(eq(stores.id, 'tienda_02'));
  const week = Array.from({ length: 7 }, (_, index) => addDays('2025-10-15', index));
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-13'] }, { rows: 10 });
  await addStoreDays(db, 'tienda_05', { verified: ['2025-10-14', ...week] });
  await judgeStores(testEvaluation(db));
  await judgeStores(testEvaluation(db));
  const [opened, ...others] = await incidentsOf(db);

  assert.deepEqual(
    opened?.stores.map(({ storeId, daysBehind }) => [storeId, daysBehind]),
    [
      ['tienda_02', 21],
      ['tienda_01', 8],
    ],
  );
  assert.deepEqual([others, (await told(db))[0]?.title], [[], '2 tiendas atrasadas, hasta 21 días']);

  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-14', ...week] }, { rows: 100 });
  await addStoreDays(db, 'tienda_02', { verified: [day] }, { rows: 50 });
  await judgeStores(testEvaluation(db));
  const [over] = await incidentsOf(db);
  assert.deepEqual(over?.recovered, { days: 9, rows: 850, verified: true });
});

test('a store that is switched off withdraws from its incident, and that is not called a recovery', async (t) => {
  const db = await fleet(t, ['tienda_01']);
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01')] });
  await judgeEndedRuns(testEvaluation(db));
  await db.update(stores).set({ active: false });
  await judgeStores(testEvaluation(db));

  const [incident] = await incidentsOf(db);
  assert.equal(incident?.resolution, 'withdrawn');
  assert.match((await told(db))[1]?.title ?? '', /TIENDA_01 ya no está activa/);
});

test('two nodes that judge the same end at once open one incident', async (t) => {
  const db = await fleet(t, ['tienda_01']);
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01')] });
  const judged = await Promise.all([1, 2, 3].map(() => judgeEndedRuns(testEvaluation(db))));

  assert.deepEqual([judged.reduce((sum, count) => sum + count), (await incidentsOf(db)).length], [1, 1]);
});

test('what was judged half when the process died is judged again as if nothing had been', async (t) => {
  const db = await fleet(t, ['tienda_01']);
  const run = await endedRun(db, { state: 'failed', steps: [failed('tienda_01')] });
  await judgeEndedRuns(testEvaluation(db));
  await db.update(runSteps).set({ state: 'completed', error: null }).where(eq(runSteps.runId, run));
  await endAgain(db, run, { state: 'completed' });
  const broken = { broughtBySteps: () => Promise.reject(new Error('the process died here')) };
  await judgeEndedRuns(testEvaluation(db, {}, broken));
  const between = await alertCounts(db, []);
  await judgeEndedRuns(testEvaluation(db));

  assert.deepEqual([between.open, (await alertCounts(db, [])).open, (await told(db)).length], [1, 0, 2]);
});

test('acknowledging takes an incident off the count and leaves it open; doing it again changes nothing', async (t) => {
  const db = await fleet(t, ['tienda_01']);
  await endedRun(db, { state: 'failed', steps: [failed('tienda_01')] });
  await judgeEndedRuns(testEvaluation(db));
  const [opened] = await incidentsOf(db);
  const first = await acknowledge(db, opened?.id ?? '', 'ana');
  const second = await acknowledge(db, opened?.id ?? '', 'luis');

  assert.deepEqual([second.acknowledgedBy, second.acknowledgedAt], ['ana', first.acknowledgedAt]);
  assert.deepEqual(await alertCounts(db, ['email']), { open: 1, unseen: 0, undelivered: 0, channels: ['email'] });
});
