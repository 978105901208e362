import assert from 'node:assert/strict';
import test from 'node:test';
import type { Db } from '#db/db';
import { dailySummaries } from '#db/schema/sales';
import { testDatabase } from '#db/testing/test-database';
import { SalesLoad } from '#lib/contract/sales';
import type { LedgerLine } from '#lib/contract/store-day';
import { keepDailySummary, lastDailySummary } from '#lib/sales/daily-summary';
import { lastDueDay } from '#lib/sales/due-day';
import { planLoad } from '#lib/sales/plan-load';
import { reconcileStoreDays } from '#lib/sales/reconcile-store-days';
import { recordStoreDay } from '#lib/sales/record-store-day';
import { storeGaps } from '#lib/sales/store-gaps';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const today = '2025-10-22';

async function plan(db: Db, load: Partial<SalesLoad> = {}) {
  return await planLoad(db, { load: SalesLoad.parse(load), today, healDays: 7 });
}

const keysOf = (planned: Awaited<ReturnType<typeof plan>>): string[] => planned.steps.map(({ key }) => key);

test('the schedule takes yesterday first, then the unresolved days of the last seven, of active stores', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { priority: 1 });
  await addStore(db, 'tienda_02', { firstDay: '2025-10-20' });
  await addStore(db, 'tienda_03', { active: false });
  await addStoreDays(db, 'tienda_01', {
    verified: ['2025-10-15', '2025-10-16', '2025-10-18'],
    loaded: ['2025-10-20'],
    partial: ['2025-10-17'],
    closed: ['2025-10-19'],
  });

  const planned = await plan(db);

  assert.deepEqual(keysOf(planned), [
    'tienda_01/2025-10-21',
    'tienda_02/2025-10-21',
    'tienda_01/2025-10-20',
    'tienda_02/2025-10-20',
    'tienda_01/2025-10-17',
  ]);
  const [first, , third] = planned.steps;
  assert.deepEqual([first?.lane, first?.priority, third?.priority], ['store:tienda_01', 1001, 1]);
});

test('a store on hold is planned as skipped, with why, until its hold ends', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-21', holdReason: 'road works' });
  await addStore(db, 'tienda_02', { firstDay: '2025-10-21', holdReason: 'over', holdUntil: new Date('2025-10-01') });

  const { steps } = await plan(db);

  assert.deepEqual(
    steps.map(({ skip }) => skip),
    ['on hold: road works', undefined],
  );
});

test('a store with retries of its own is planned with them, the others follow the schedule', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-21', retries: 6, retryMinutes: 10 });
  await addStore(db, 'tienda_02', { firstDay: '2025-10-21' });

  const { steps } = await plan(db);

  assert.deepEqual(
    steps.map(({ retries }) => retries),
    [{ times: 6, everyMinutes: 10 }, undefined],
  );
});

test('by hand a mode says what is loaded, and what is left out has its reason', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  const error = { code: 'source_unavailable' as const, message: 'no answer', params: {} };
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-01'], closed: ['2025-10-02'] });
  await addStoreDays(db, 'tienda_01', { missing: ['2025-10-03'] }, { error });
  const period = { from: '2025-10-01', to: '2025-10-04' };

  const missing = await plan(db, period);
  const failed = await plan(db, { ...period, mode: 'failed' });

  assert.deepEqual(keysOf(missing), ['tienda_01/2025-10-04', 'tienda_01/2025-10-03']);
  assert.deepEqual(
    missing.leftOut.map(({ day, why }) => [day, why]),
    [
      ['2025-10-02', 'closed'],
      ['2025-10-01', 'verified'],
    ],
  );
  assert.deepEqual(keysOf(failed), ['tienda_01/2025-10-03']);
});

test('loading verified days again asks for a confirmation with a preview, and for a reason', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01');
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-01', '2025-10-02'] });
  const all = { from: '2025-10-01', to: '2025-10-03', mode: 'all' as const };

  await assert.rejects(plan(db, all), {
    code: 'confirmation_required',
    details: [{ path: 'tienda_01', message: '2 verified days, 2025-10-01 to 2025-10-02' }],
    params: { verified: 2, planned: 3 },
  });
  await assert.rejects(plan(db, { ...all, confirm: true }), {
    code: 'invalid_input',
    details: [{ path: 'reason', message: 'say why verified days are loaded again' }],
  });
  assert.equal((await plan(db, { ...all, confirm: true, reason: 'prices were corrected' })).steps.length, 3);
});

const refused: [what: string, load: Partial<SalesLoad>, path: string, says: RegExp][] = [
  ['an unknown store', { stores: ['tienda_01', 'tienda_99'] }, 'stores[1]', /no store tienda_99/],
  ['a future day', { from: '2025-10-20', to: '2025-10-23' }, 'to', /2025-10-23 is in the future: today is 2025-10-22/],
  [
    'a period before the first trading day',
    { from: '2025-09-01', to: '2025-09-30' },
    'to',
    /before the first trading day, 2025-10-01/,
  ],
  ['a period of ten years', { from: '2015-10-22', to: '2025-10-21' }, 'from', /at most 1097/],
];

test('three years of two hundred stores are refused before their days are looked at', async (t) => {
  const { db } = await testDatabase(t);
  await Promise.all(Array.from({ length: 200 }, (_, index) => addStore(db, `tienda_${index}`)));
  await assert.rejects(plan(db, { from: '2022-10-22', to: '2025-10-21' }), {
    code: 'invalid_input',
    message: /219200 store-days are more than the 200000 that one run chooses from/,
  });
});

for (const [what, load, path, says] of refused) {
  test(`${what} is refused by its path`, async (t) => {
    const { db } = await testDatabase(t);
    await addStore(db, 'tienda_01');
    await assert.rejects(plan(db, load), (error: { code: string; details: { path: string }[]; message: string }) => {
      assert.deepEqual([error.code, error.details.map((detail) => detail.path)], ['invalid_input', [path]]);
      assert.match(error.message, says);
      return true;
    });
  });
}

test('a period that starts after its end is refused by the input itself', () => {
  const parsed = SalesLoad.safeParse({ from: '2025-10-03', to: '2025-10-01' });
  assert.deepEqual(
    parsed.error?.issues.map(({ path }) => path),
    [['from']],
  );
});

test('a day is due when its load has had its slot', async (t) => {
  const { db } = await testDatabase(t);
  const zone = 'America/Caracas';
  assert.equal(await lastDueDay(db, { now: new Date('2025-10-22T08:30:00Z'), zone }), '2025-10-21');
  await db.execute(`insert into schedules (id, job, cron, zone, enabled, missed, grace_minutes, overlap, cursor_at)
    values ('sales.load', 'sales.load', '0 5 * * *', '${zone}', true, 'last', 60, 'skip', now())`);
  assert.equal(await lastDueDay(db, { now: new Date('2025-10-22T08:59:00Z'), zone }), '2025-10-20');
  assert.equal(await lastDueDay(db, { now: new Date('2025-10-22T09:00:00Z'), zone }), '2025-10-21');
});

const end = { runId: 7n, trigger: 'schedule' as const, scheduleId: 'sales.load', today, state: 'partial', steps: [] };

test('the summary of a day counts every store that should have traded, and is kept once', async (t) => {
  const { db } = await testDatabase(t);
  for (const id of ['tienda_01', 'tienda_02', 'tienda_03', 'tienda_04', 'tienda_05']) await addStore(db, id);
  await addStoreDays(db, 'tienda_01', { verified: ['2025-10-21'] });
  await addStoreDays(db, 'tienda_02', { partial: ['2025-10-21'] });
  await addStoreDays(db, 'tienda_03', { closed: ['2025-10-21'] });

  await keepDailySummary(db, end);
  await keepDailySummary(db, end);

  assert.deepEqual(await lastDailySummary(db), { day: '2025-10-21', total: 4, successful: 1, failed: 2, partial: 1 });
  assert.equal((await db.select().from(dailySummaries)).length, 1);
});

const record = {
  storeId: 'tienda_01',
  day: '2025-10-21',
  state: 'verified' as const,
  rows: 10,
  amount: null,
  proof: null,
  error: null,
  loadMs: 1200,
  runId: 5n,
  attempt: 2,
  loadedAt: new Date('2025-10-22T09:01:00Z'),
};

test('an attempt that wakes up late does not undo what the next one put on record', async (t) => {
  const { db } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-21' });
  await recordStoreDay(db, record);
  await recordStoreDay(db, { ...record, state: 'missing', rows: 0, attempt: 1 });

  const [gap] = await storeGaps(db, '2025-10-21');

  assert.deepEqual([gap?.dayState, gap?.rows], ['verified', 10]);
});

const figures = { rows: 12, units: '12.0000', amount: '30.5000', tickets: 3 };
const line: LedgerLine = {
  dataset: 'ventas',
  storeId: 'tienda_01',
  day: '2025-10-20',
  source: 'sql-server',
  state: 'verified',
  figures,
  sourceFigures: figures,
  duplicates: 0,
  runId: '9',
  stepId: '1',
  attempt: 1,
  loadedAt: '2025-10-22T09:05:00.000Z',
};

test('at boot the projection is put right from the ledger: a slice without a record, and a record without a slice', async (t) => {
  const { db, sql } = await testDatabase(t);
  await addStore(db, 'tienda_01', { firstDay: '2025-10-20' });
  await recordStoreDay(db, record);
  const warehouse = { ledger: async () => [line] };

  const first = await reconcileStoreDays(db, warehouse);
  const second = await reconcileStoreDays(db, warehouse);
  const [gap] = await storeGaps(db, '2025-10-21');

  assert.deepEqual(
    [first, second],
    [
      { repaired: 1, lost: 1 },
      { repaired: 0, lost: 0 },
    ],
  );
  assert.deepEqual([gap?.lastDay, gap?.dayState, gap?.rows], ['2025-10-20', 'missing', 12]);
  // The ledger's run is of a control plane that is no more: its number may be another run's here.
  const [known] = await sql`select run_id, attempt from store_days where day = '2025-10-20'`;
  assert.deepEqual([known?.run_id, known?.attempt], [null, null]);
});
