import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { runs as runsTable, schedules as schedulesTable, ticks } from '#db/schema/runtime';
import { callEndpoint } from '#lib/contract/call';
import { listRuns, startRun } from '#lib/contract/endpoints/runs';
import * as schedules from '#lib/contract/endpoints/schedules';
import type { ScheduleChange } from '#lib/contract/schedule';
import { countJob } from '#lib/http/testing/count-job';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { saveSchedule } from '#lib/runtime/save-schedule';

const { db } = await testProgram({ after }, { jobs: [countJob] });
const base = await serveRoutes({ after });

const nightly = {
  id: 'nightly',
  job: 'test.count',
  cron: '0 5 * * *',
  zone: 'America/Caracas',
  enabled: true,
  missed: 'last',
  graceMinutes: 30,
  overlap: 'skip',
  retries: 3,
  retryMinutes: 20,
  parallel: null,
  input: { good: 1 },
} as const;

await saveSchedule(db, nightly, new Date());

function change(id: string, body: ScheduleChange) {
  return callEndpoint(fetch, base, schedules.changeSchedule, { params: { id }, body });
}

test('a schedule shows its next five slots in its own zone', async () => {
  const { items } = await callEndpoint(fetch, base, schedules.listSchedules);
  const [schedule] = items;

  assert.deepEqual([items.length, schedule?.id, schedule?.next.length], [1, 'nightly', 5]);
  // 05:00 in Caracas, which has no daylight saving time, is 09:00 UTC.
  assert.ok(schedule?.next.every((slot) => slot.endsWith('T09:00:00.000Z')));
  assert.deepEqual([schedule?.nextAt, schedule?.warning, schedule?.lastTick], [schedule?.next[0], null, null]);
});

test('a change keeps what it does not name, and the next slot follows', async () => {
  const changed = await change('nightly', { cron: '30 6 * * *' });
  const [stored] = await db.select({ nextAt: schedulesTable.nextAt }).from(schedulesTable);

  assert.deepEqual(
    [changed.cron, changed.zone, changed.retries, changed.input],
    ['30 6 * * *', 'America/Caracas', 3, { good: 1 }],
  );
  assert.equal(changed.nextAt?.slice(10), 'T10:30:00.000Z');
  assert.equal(stored?.nextAt?.toISOString(), changed.nextAt);
});

test('a cron that never fires, one that is none and an unknown zone are refused by path', async () => {
  const wrong: [ScheduleChange, string][] = [
    [{ cron: '0 5 31 2 *' }, 'cron'],
    [{ cron: 'every night' }, 'cron'],
    [{ cron: '* * * * * *' }, 'cron'],
    [{ zone: 'America/Atlantis' }, 'zone'],
    [{ graceMinutes: -1 }, 'graceMinutes'],
    [{ input: { good: 'many' } }, 'input.good'],
  ];
  for (const [body, path] of wrong) {
    assert.deepEqual(await refusal(change('nightly', body)), [422, 'invalid_input', [path]]);
  }
});

test('an unknown schedule is not found', async () => {
  const params = { id: 'no such' };

  assert.deepEqual(await refusal(change('no such', {})), [404, 'not_found', []]);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, schedules.getSchedule, { params })), [404, 'not_found', []]);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, schedules.enableSchedule, { params })), [
    404,
    'not_found',
    [],
  ]);
});

test('a schedule that is off has no next slot, and switched on again it counts from now', async () => {
  const off = await callEndpoint(fetch, base, schedules.disableSchedule, { params: { id: 'nightly' } });
  await db.update(schedulesTable).set({ cursorAt: new Date('2025-01-01T00:00:00Z') });
  const on = await callEndpoint(fetch, base, schedules.enableSchedule, { params: { id: 'nightly' } });
  const [stored] = await db.select({ cursorAt: schedulesTable.cursorAt }).from(schedulesTable);

  assert.deepEqual([off.enabled, off.nextAt, off.next.length], [false, null, 5]);
  assert.deepEqual([on.enabled, on.nextAt], [true, on.next[0]]);
  assert.ok(stored && stored.cursorAt > new Date('2025-01-02T00:00:00Z'));
});

test('what passed while a schedule was off is counted, and run when that is asked for', async () => {
  const params = { id: 'nightly' };
  await callEndpoint(fetch, base, schedules.disableSchedule, { params });
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await db.update(schedulesTable).set({ disabledAt: hoursAgo(60) });
  const slots = [72, 48, 24].map((hours) => ({ slotAt: hoursAgo(hours), scheduleId: 'nightly', node: 'test' }));
  await db.insert(ticks).values(slots.map((slot) => ({ ...slot, outcome: 'skipped' as const, reason: 'disabled' })));
  const off = await callEndpoint(fetch, base, schedules.getSchedule, { params });

  const on = await callEndpoint(fetch, base, schedules.enableSchedule, { params, body: { missed: 'all' } });
  const again = await callEndpoint(fetch, base, schedules.enableSchedule, { params, body: { missed: 'all' } });
  const { items } = await callEndpoint(fetch, base, listRuns, { query: { schedule: 'nightly' } });

  assert.deepEqual(off.missedSlots.count, 2);
  assert.equal(new Date(off.missedSlots.last ?? 0).getTime(), slots[2]?.slotAt.getTime());
  assert.deepEqual([on.enabled, on.missedSlots.count, on.lastTick?.outcome], [true, 0, 'caught_up']);
  assert.equal(again.enabled, true);
  assert.deepEqual(
    items.map(({ slotAt }) => new Date(slotAt ?? 0).getTime()),
    slots
      .slice(1)
      .map(({ slotAt }) => slotAt.getTime())
      .toReversed(),
  );
});

test('a schedule has its own parallelism, which its runs take over, also those that a person starts', async () => {
  const changed = await change('nightly', { parallel: 7 });
  const kept = await change('nightly', { retries: 2 });
  await callEndpoint(fetch, base, schedules.disableSchedule, { params: { id: 'nightly' } });
  const slotAt = new Date(Date.now() + 1000);
  await db
    .insert(ticks)
    .values({ slotAt, scheduleId: 'nightly', node: 'test', outcome: 'skipped', reason: 'disabled' });
  const body = { missed: 'last' } as const;
  await callEndpoint(fetch, base, schedules.enableSchedule, { params: { id: 'nightly' }, body });
  const [run] = await db.select({ parallel: runsTable.parallel }).from(runsTable).where(eq(runsTable.slotAt, slotAt));

  const started = await callEndpoint(fetch, base, startRun, { body: { job: 'test.count', input: { good: 1 } } });
  const byHand = await db
    .select({ parallel: runsTable.parallel })
    .from(runsTable)
    .where(eq(runsTable.id, BigInt(started.run_id)));

  assert.deepEqual([changed.parallel, kept.parallel, run?.parallel], [7, 7, 7]);
  assert.deepEqual(byHand, [{ parallel: 7 }]);
  assert.deepEqual(await refusal(change('nightly', { parallel: 0 })), [422, 'invalid_input', ['parallel']]);
  await change('nightly', { parallel: null, retries: 3 });
});

test('schedules go out as a file and come back from it unchanged', async () => {
  const file = await callEndpoint(fetch, base, schedules.exportSchedules);
  const same = await callEndpoint(fetch, base, schedules.importSchedules, { body: file });
  const [first] = file.schedules;
  assert.ok(first);
  const changed = { ...first, cron: '15 4 * * *' };
  const added = { ...first, id: 'weekly', cron: '0 7 * * 1' };
  const twoMore = { version: 1 as const, schedules: [changed, added] };
  const taken = await callEndpoint(fetch, base, schedules.importSchedules, { body: twoMore });
  const { items } = await callEndpoint(fetch, base, schedules.listSchedules);

  assert.deepEqual(same, { created: [], changed: [], unchanged: ['nightly'] });
  assert.deepEqual(taken, { created: ['weekly'], changed: ['nightly'], unchanged: [] });
  assert.deepEqual(
    items.map(({ id, cron }) => [id, cron]),
    [
      ['nightly', '15 4 * * *'],
      ['weekly', '0 7 * * 1'],
    ],
  );
});

test('a file with any problem changes nothing, and every problem has its path', async () => {
  const before = await callEndpoint(fetch, base, schedules.exportSchedules);
  const file = {
    version: 1 as const,
    schedules: [
      { ...nightly, cron: '0 1 * * *' },
      { ...nightly, id: 'a', job: 'no.such' },
      { ...nightly, id: 'a', cron: '0 0 30 2 *' },
    ],
  };

  assert.deepEqual(await refusal(callEndpoint(fetch, base, schedules.importSchedules, { body: file })), [
    422,
    'invalid_input',
    ['schedules[1].job', 'schedules[2].cron', 'schedules[2].id'],
  ]);
  assert.deepEqual(await callEndpoint(fetch, base, schedules.exportSchedules), before);
});
