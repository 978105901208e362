import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { dailySummaries } from '#db/schema/sales';
import { callEndpoint } from '#lib/contract/call';
import * as etl from '#lib/contract/endpoints/etl';
import { getRun } from '#lib/contract/endpoints/runs';
import type { EtlSync } from '#lib/contract/sales';
import { SalesLoad } from '#lib/contract/sales';
import { AppError } from '#lib/errors';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { until } from '#lib/http/testing/until';
import { defineJob } from '#lib/runtime/define-job';
import { saveSchedule } from '#lib/runtime/save-schedule';

/** Stands in for the real load: the daily one waits at one store and fails at another, a period is loaded at once. */
const load = defineJob({
  name: 'sales.load',
  summary: { es: 'Carga ventas.', en: 'Loads sales.' },
  input: SalesLoad,
  parallel: 4,
  retries: { times: 3, everyMinutes: 20 },
  timeoutMinutes: 10,
  check: async (_, { stores, from }) => {
    const unknown = stores?.indexOf('tienda_99') ?? -1;
    const details = [
      ...(unknown < 0 ? [] : [{ path: `stores[${unknown}]`, message: 'there is no store tienda_99' }]),
      ...(from === undefined || from < '2030-01-01' ? [] : [{ path: 'from', message: 'lies in the future' }]),
    ];
    if (details.length > 0) throw new AppError('invalid_input', 'This period cannot be loaded.', { details });
  },
  plan: async (_, { stores = ['tienda_01', 'tienda_02', 'tienda_03'], from }) =>
    stores.map((id) => ({ key: `${id}/${from ?? '2025-10-21'}`, lane: `store:${id}` })),
  step: async ({ signal, log }, { key }, { from }) => {
    log('info', 'loading');
    if (from !== undefined) return;
    if (key.startsWith('tienda_02')) throw new AppError('source_unavailable', 'AV. BOLIVAR: no answer');
    if (key.startsWith('tienda_03')) await once(signal, 'abort').then(() => signal.throwIfAborted());
  },
});

const program = await testProgram({ after }, { jobs: [load] });
const { db } = program;
const base = await serveRoutes({ after });

await saveSchedule(
  db,
  {
    id: 'sales.load',
    job: 'sales.load',
    cron: '0 5 * * *',
    zone: 'America/Caracas',
    enabled: true,
    missed: 'last',
    graceMinutes: 23 * 60,
    overlap: 'skip',
    retries: null,
    retryMinutes: null,
    input: {},
  },
  new Date(),
);

const status = () => callEndpoint(fetch, base, etl.etlSchedulerStatus);
const configure = (body: Record<string, number>) => callEndpoint(fetch, base, etl.configureEtl, { body });

function sync(body: Partial<EtlSync>) {
  const week = { fecha_inicio: '2025-10-01', fecha_fin: '2025-10-07' };
  return callEndpoint(fetch, base, etl.syncVentas, { body: { ...week, ...body } });
}

test('before the first load everything is empty and nothing fails', async () => {
  const { next_execution, ...rest } = await status();

  assert.match(next_execution ?? '', /T09:00:00/);
  assert.deepEqual(rest, {
    enabled: true,
    is_running: false,
    last_execution: null,
    pending_retries: 0,
    failed_stores: [],
    config: { execution_hour: 5, execution_minute: 0, max_retries: 3, retry_interval_minutes: 20 },
    daily_summary: null,
  });
  assert.deepEqual(await callEndpoint(fetch, base, etl.etlVentasStatus), {
    is_running: false,
    run_id: null,
    state: null,
    started_at: null,
    ended_at: null,
    progress: { done: 0, total: 0 },
    failed_stores: [],
  });
  assert.deepEqual(await callEndpoint(fetch, base, etl.etlVentasLogs), { logs: [], next: '0' });
});

test('triggered twice, the daily load runs once and the status names the store that waits for its retry', async () => {
  const first = await callEndpoint(fetch, base, etl.triggerEtl);
  const second = await callEndpoint(fetch, base, etl.triggerEtl);
  const running = await until(status, ({ pending_retries }) => pending_retries > 0);
  const progress = await callEndpoint(fetch, base, etl.etlVentasStatus);

  assert.equal(second.run_id, first.run_id);
  assert.deepEqual([running.is_running, running.pending_retries, running.failed_stores], [true, 1, ['tienda_02']]);
  assert.ok(running.last_execution);
  assert.deepEqual([progress.is_running, progress.run_id, progress.progress.total], [true, first.run_id, 3]);
  await program.engine.cancelRun(BigInt(first.run_id), null);
  await until(status, ({ is_running }) => !is_running);
});

test('the last summary is the one that is shown', async () => {
  const summary = { runId: 1n, total: 16, successful: 14, failed: 2, partial: 0 };
  await db.insert(dailySummaries).values([
    { ...summary, day: '2025-10-20', successful: 16, failed: 0 },
    { ...summary, day: '2025-10-21' },
  ]);

  const { daily_summary } = await status();

  assert.deepEqual(daily_summary, { date: '2025-10-21', total: 16, successful: 14, failed: 2, partial: 0 });
});

test('the daily load is switched off and on', async () => {
  const off = await callEndpoint(fetch, base, etl.disableEtlScheduler);
  const on = await callEndpoint(fetch, base, etl.enableEtlScheduler);

  assert.deepEqual([off.enabled, off.next_execution, on.enabled], [false, null, true]);
  assert.ok(on.next_execution);
});

test('hour, minute and retries change alone or together, and the answer is the status', async () => {
  const published = { execution_hour: 6, execution_minute: 30, retry_interval_minutes: 15, max_retries: 5 };
  const changed = await configure(published);
  const hourOnly = await configure({ execution_hour: 4 });

  assert.deepEqual(changed.config, published);
  assert.match(changed.next_execution ?? '', /T10:30:00/);
  assert.deepEqual(hourOnly.config, { ...published, execution_hour: 4 });
});

test('a configuration that cannot be is refused by path', async () => {
  assert.deepEqual(await refusal(configure({ execution_hour: 24 })), [422, 'invalid_input', ['execution_hour']]);
  assert.deepEqual(await refusal(configure({ max_retries: 1.5 })), [422, 'invalid_input', ['max_retries']]);
  assert.deepEqual(await refusal(configure({ chunk_size: 1 })), [422, 'invalid_input', ['chunk_size']]);
});

test('a schedule that is not one daily time shows no hour, and takes one only with its minute', async () => {
  await program.database.sql`update schedules set cron = '0 5 * * 1-5'`;

  const { config } = await status();
  assert.deepEqual([config.execution_hour, config.execution_minute], [null, null]);
  assert.deepEqual(await refusal(configure({ execution_hour: 5 })), [422, 'invalid_input', ['execution_minute']]);
  assert.equal((await configure({ execution_hour: 5, execution_minute: 0 })).config.execution_hour, 5);
});

test('a period is loaded for one store, for several, or for all', async () => {
  const one = await sync({ ubicacion_id: 'tienda_05', fecha_inicio: '2025-10-01', fecha_fin: '2025-10-01' });
  const several = await sync({ ubicaciones: ['tienda_06', 'tienda_07'], modo: 'failed' });
  const run = await callEndpoint(fetch, base, getRun, { params: { id: one.run_id } });
  const other = await callEndpoint(fetch, base, getRun, { params: { id: several.run_id } });

  assert.deepEqual(run.input, {
    stores: ['tienda_05'],
    from: '2025-10-01',
    to: '2025-10-01',
    mode: 'missing',
    confirm: false,
  });
  // The period is long over: live work goes before it.
  assert.equal(run.trigger, 'recovery');
  assert.deepEqual(Object(other.input).stores, ['tienda_06', 'tienda_07']);
  assert.equal(Object(other.input).mode, 'failed');
});

test('what cannot be loaded is refused in the words of the caller', async () => {
  const wrong: [Partial<EtlSync>, string[]][] = [
    [{ fecha_inicio: '2025-10-08' }, ['fecha_inicio']],
    [{ fecha_inicio: '2025-02-30' }, ['fecha_inicio']],
    [{ fecha_fin: '07/10/2025' }, ['fecha_fin']],
    [{ ubicacion_id: 'tienda_01', ubicaciones: ['tienda_02'] }, ['ubicaciones']],
    [{ ubicaciones: [] }, ['ubicaciones']],
    [{ ubicacion_id: 'tienda_99' }, ['ubicacion_id']],
    [{ ubicaciones: ['tienda_01', 'tienda_99'] }, ['ubicaciones[1]']],
    [{ fecha_inicio: '2031-01-01', fecha_fin: '2031-01-02' }, ['fecha_inicio']],
  ];
  for (const [body, paths] of wrong) assert.deepEqual(await refusal(sync(body)), [422, 'invalid_input', paths]);
  const mode = await fetch(`${base}/api/etl/sync/ventas`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"fecha_inicio":"2025-10-01","fecha_fin":"2025-10-02","modo":"everything"}',
  });
  assert.deepEqual([mode.status, (await mode.json()).error.details[0].path], [422, 'modo']);
});

test('the log of the loads is followed by cursor, across runs, and each line names its store and day', async () => {
  const before = await until(
    () => callEndpoint(fetch, base, etl.etlVentasLogs, { query: { limit: 1 } }),
    ({ logs }) => logs.length === 1,
  );
  await sync({ ubicacion_id: 'tienda_08', fecha_inicio: '2025-10-01', fecha_fin: '2025-10-01' });
  await sync({ ubicacion_id: 'tienda_09', fecha_inicio: '2025-10-01', fecha_fin: '2025-10-01' });
  const seen: string[] = [];
  let cursor = before.next;
  await until(
    async () => {
      const page = await callEndpoint(fetch, base, etl.etlVentasLogs, { query: { after: cursor, limit: 3 } });
      seen.push(...page.logs.map(({ message }) => message));
      cursor = page.next;
      return seen;
    },
    (lines) => ['tienda_08', 'tienda_09'].every((id) => lines.includes(`${id}/2025-10-01: loading`)),
  );

  assert.equal(seen.filter((line) => line.startsWith('tienda_08')).length, 1);
});
