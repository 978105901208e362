import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { callEndpoint } from '#lib/contract/call';
import { addDays, dayInZone } from '#lib/contract/day';
import * as calendars from '#lib/contract/endpoints/calendars';
import * as gaps from '#lib/contract/endpoints/gaps';
import * as storeDays from '#lib/contract/endpoints/store-days';
import type { MarkDays } from '#lib/contract/store-day-detail';
import { AppError } from '#lib/errors';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { insertAttempt, insertRun, insertSteps } from '#lib/runs/testing/insert-runs';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const down = () => Promise.reject(new AppError('storage_unavailable', 'the warehouse is down'));
const asked = { read: down, ledger: down, replaceSlice: down, restoreSlice: down, forgetReplaced: down, status: down };
const warehouse: Warehouse = { ...asked, close: async () => {} };
const { db, config, database } = await testProgram({ after }, { warehouse });
const base = await serveRoutes({ after });

const today = dayInZone(new Date(), config.FLUXION_ZONE);
const ago = (days: number) => addDays(today, -days);
const week = { from: ago(7), to: ago(1) };

await addStore(db, 'tienda_01', { firstDay: ago(10) });
await addStore(db, 'tienda_02', { firstDay: ago(3), priority: 5 });
await addStoreDays(db, 'tienda_01', { verified: [ago(7), ago(6)], partial: [ago(5)] }, { rows: 10, amount: '12.5000' });

const letters = async (period: storeDays.MatrixPeriod = week) => {
  const { rows } = await callEndpoint(fetch, base, storeDays.salesMatrix, { query: period });
  return rows.map(({ storeId, days }) => [storeId, days]);
};
const mark = (body: Partial<MarkDays>) =>
  callEndpoint(fetch, base, storeDays.markDays, {
    body: { stores: ['tienda_01'], from: ago(4), to: ago(4), kind: 'closed', reason: 'water damage', ...body },
  });
const detail = (id: string, day: string) =>
  callEndpoint(fetch, base, storeDays.storeDayDetail, { params: { id, day } });

test('the matrix has a letter for each day of a store, in the order in which stores are loaded', async () => {
  assert.deepEqual(await letters(), [
    ['tienda_02', '....mmm'],
    ['tienda_01', 'vvpmmmm'],
  ]);
  assert.deepEqual(await letters({ from: ago(1), to: addDays(today, 1) }), [
    ['tienda_02', 'm..'],
    ['tienda_01', 'm..'],
  ]);
  const usual = await callEndpoint(fetch, base, storeDays.salesMatrix);
  assert.deepEqual([usual.due, usual.to, usual.rows[0]?.days.length], [ago(1), ago(1), 28]);
});

test('a period that is upside down or longer than three years is refused', async () => {
  assert.deepEqual(await refusal(letters({ from: ago(1), to: ago(7) })), [422, 'invalid_input', ['from']]);
  assert.deepEqual(await refusal(letters({ from: ago(1101), to: ago(1) })), [422, 'invalid_input', ['from']]);
  assert.equal((await letters({ from: ago(1100), to: ago(1) }))[0]?.[1]?.length, 1100);
});

test('a mark counts at once and says who and why; taken back, the day is missing again', async () => {
  assert.deepEqual(await mark({}), { days: 1 });
  assert.deepEqual((await letters())[1], ['tienda_01', 'vvpcmmm']);
  assert.deepEqual(await mark({ from: ago(5), to: ago(4), kind: 'lost', reason: 'the server burned' }), { days: 2 });
  assert.deepEqual((await letters())[1], ['tienda_01', 'vvxxmmm']);

  const lost = await detail('tienda_01', ago(4));
  assert.deepEqual([lost.state, lost.mark?.kind, lost.mark?.reason], ['lost', 'lost', 'the server burned']);
  const { items } = await callEndpoint(fetch, base, gaps.listGaps);
  const gap = items.find(({ storeId }) => storeId === 'tienda_01');
  assert.deepEqual([gap?.completeness, gap?.daysBehind, gap?.ranges.map(({ days }) => days)], [2 / 8, 3, [3, 3]]);

  const undone = { stores: ['tienda_01'], from: ago(5), to: ago(1) };
  assert.deepEqual(await callEndpoint(fetch, base, storeDays.unmarkDays, { body: undone }), { days: 2 });
  assert.deepEqual((await letters())[1], ['tienda_01', 'vvpmmmm']);
  const kept = await database.sql`select kind, removed_at is null as "inForce" from day_marks order by id`;
  assert.deepEqual(
    kept.map(({ kind, inForce }) => [kind, inForce]),
    [
      ['closed', false],
      ['lost', false],
      ['lost', false],
    ],
  );
});

test('what cannot be marked is refused by its path, and a day with sales as a conflict', async () => {
  assert.deepEqual(await refusal(mark({ stores: ['tienda_01', 'tienda_99'] })), [422, 'invalid_input', ['stores[1]']]);
  assert.deepEqual(await refusal(mark({ to: addDays(today, 1) })), [422, 'invalid_input', ['to']]);
  assert.deepEqual(await refusal(mark({ from: ago(20), to: ago(11) })), [422, 'invalid_input', ['to']]);
  assert.deepEqual(await refusal(mark({ from: ago(7), to: ago(4), kind: 'lost' })), [409, 'conflict', ['tienda_01']]);
  assert.deepEqual(await refusal(mark({ from: ago(5), to: ago(4) })), [409, 'conflict', ['tienda_01']]);
  assert.deepEqual((await letters())[1], ['tienda_01', 'vvpmmmm']);
});

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

test('a calendar closes past days at once; the store may be open on a holiday; sales of a closed day are drift', async () => {
  const params = { id: 'tienda_01' };
  const set = (body: (typeof calendars.setStoreCalendar)['body']['_input']) =>
    callEndpoint(fetch, base, calendars.setStoreCalendar, { params, body });

  await set({ closedWeekdays: [weekdayOf(ago(3))], days: [{ day: ago(6), name: 'stocktaking' }] });
  await callEndpoint(fetch, base, calendars.setCompanyCalendar, {
    body: { holidays: [{ day: ago(1), name: 'Feast of the company' }] },
  });

  assert.deepEqual(await letters(), [
    ['tienda_02', '....mmc'],
    ['tienda_01', 'vdpmcmc'],
  ]);
  assert.deepEqual((await detail('tienda_01', ago(1))).calendar, {
    kind: 'company_holiday',
    name: 'Feast of the company',
  });
  assert.deepEqual((await detail('tienda_01', ago(3))).calendar, { kind: 'weekly', name: null });
  const changed = await set({ closedWeekdays: [], days: [{ day: ago(1), open: true, name: null }] });
  assert.deepEqual(changed, { closedWeekdays: [], days: [{ day: ago(1), open: true, name: null }] });
  assert.deepEqual((await letters())[1], ['tienda_01', 'vvpmmmm']);
  assert.deepEqual((await detail('tienda_01', ago(1))).calendar, null);
  await callEndpoint(fetch, base, calendars.setCompanyCalendar, { body: { holidays: [] } });
});

test('a store-day tells its active step, its attempts in every run, and what people said', async () => {
  const key = `tienda_02/${ago(2)}`;
  const old = await insertRun(db, { state: 'failed' });
  const [failed = 0n] = await insertSteps(db, old, [{ key, state: 'failed', lane: 'store:tienda_02' }]);
  await insertAttempt(db, failed, 1);
  await insertAttempt(db, failed, 2);
  const open = await insertRun(db, { state: 'running', endedAt: null });
  await insertSteps(db, open, [
    { key, state: 'waiting', lane: 'store:tienda_02', attempt: 1 },
    { key: `tienda_02/${ago(1)}`, state: 'running', lane: 'store:tienda_02', attempt: 1 },
  ]);
  for (const run of [old, open]) {
    await database.sql`insert into run_lanes (lane, job, run_id) values ('store:tienda_02', 'sales.load', ${String(run)})
                       on conflict do nothing`;
  }
  const params = { id: 'tienda_02', day: ago(2) };
  await callEndpoint(fetch, base, storeDays.commentStoreDay, { params, body: { text: 'the till was moved' } });

  const known = await detail('tienda_02', ago(2));

  assert.deepEqual([known.state, known.active?.state, known.active?.runId], ['queued', 'waiting', String(open)]);
  assert.deepEqual(
    known.attempts.map(({ runId, attempt, outcome }) => [runId, attempt, outcome]),
    [
      [String(old), 2, 'failed'],
      [String(old), 1, 'failed'],
    ],
  );
  assert.deepEqual(
    known.comments.map(({ text }) => text),
    ['the till was moved'],
  );
  assert.deepEqual((await letters())[0], ['tienda_02', '....mqr']);
  assert.deepEqual(await refusal(detail('tienda_99', ago(2))), [404, 'not_found', []]);
});

test('a store on hold lacks its days because of the hold; what is good stays so', async () => {
  await database.sql`update stores set hold_reason = 'road works' where id = 'tienda_01'`;

  assert.deepEqual((await letters())[1], ['tienda_01', 'vvhhhhh']);
  assert.equal((await detail('tienda_01', ago(5))).hints.length, 0, 'a warehouse that is down gives no sign');
});

test('the summaries of the days go by pages, newest first', async () => {
  await database.sql`insert into daily_summaries (day, run_id, total, successful, failed, partial)
    select current_date - n, n, 16, 16 - n, n, 0 from generate_series(1, 3) n`;
  const page = await callEndpoint(fetch, base, gaps.dailySummaries, { query: { limit: 2 } });
  const rest = await callEndpoint(fetch, base, gaps.dailySummaries, { query: { after: page.next ?? undefined } });

  assert.deepEqual(
    [page, rest].map(({ items }) => items.map(({ failed }) => failed)),
    [[1, 2], [3]],
  );
  assert.equal(rest.next, null);
});
