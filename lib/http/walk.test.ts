import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startOwnedProduct } from '#demo/owned-product';
import { startFleet } from '#demo/start-fleet';
import { callEndpoint, urlOf } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import type { Endpoint } from '#lib/contract/endpoint';
import { endpoints } from '#lib/contract/endpoints/all';
import * as etl from '#lib/contract/endpoints/etl';
import { listGaps, salesOverview } from '#lib/contract/endpoints/gaps';
import * as runs from '#lib/contract/endpoints/runs';
import * as schedules from '#lib/contract/endpoints/schedules';
import * as stores from '#lib/contract/endpoints/stores';
import { Problem } from '#lib/contract/problem';
import { endedRunStates, type Run } from '#lib/contract/run';
import type { ScheduleChange } from '#lib/contract/schedule';
import { refusal } from '#lib/http/testing/refusal';
import { until } from '#lib/http/testing/until';

// The whole program as it is shipped: built pages and routes, embedded PostgreSQL, DuckDB, stores that speak TDS.
execFileSync(process.execPath, ['lib/boot/ensure-build.ts'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'fluxion-walk-'));
const fleet = await startFleet({ stores: 3, linesPerDay: 400, days: 9, invoices: false });
const product = await startOwnedProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'warn' } });
after(async () => {
  await product.stop();
  await fleet.stop();
  rmSync(folder, { recursive: true, force: true });
});

const { url, fetch } = product;
const yesterday = addDays(fleet.today(), -1);
const json = { 'content-type': 'application/json' };

function ended(id: string): Promise<Run> {
  return until(
    () => callEndpoint(fetch, url, runs.getRun, { params: { id } }),
    ({ state }) => endedRunStates.includes(state),
  );
}

function sync(fields: Record<string, unknown>) {
  const period = { fecha_inicio: yesterday, fecha_fin: yesterday };
  return callEndpoint(fetch, url, etl.syncVentas, { body: { ...period, ...fields } });
}

test('the stores are imported, and each of them is reached', async () => {
  const imported = await callEndpoint(fetch, url, stores.importStores, { body: fleet.storeFile() });
  const tested = await callEndpoint(fetch, url, stores.testStores);
  const [first] = tested.items;

  assert.deepEqual(imported.created, ['tienda_01', 'tienda_02', 'tienda_03']);
  assert.deepEqual(
    tested.items.map(({ ok }) => ok),
    [true, true, true],
  );
  assert.deepEqual(
    first?.stages.map(({ stage }) => stage),
    ['resolve', 'tcp', 'login', 'query', 'columns', 'stock'],
  );
});

test('yesterday of one store is loaded to the last line, and its gap is gone', async () => {
  const { run_id: id } = await sync({ ubicacion_id: 'tienda_01' });
  const run = await ended(id);
  const gaps = await callEndpoint(fetch, url, etl.ventasGaps);
  const gap = gaps.find(({ ubicacion_id }) => ubicacion_id === 'tienda_01');
  const status = await callEndpoint(fetch, url, etl.etlVentasStatus);
  await until(
    () => callEndpoint(fetch, url, etl.etlVentasLogs),
    ({ logs }) => logs.some(({ message }) => message.includes(`tienda_01/${yesterday}`)),
  );

  assert.equal(run.state, 'completed');
  assert.deepEqual([gap?.registros, gap?.ultima_venta, gap?.dias_atraso], [400, yesterday, 0]);
  assert.deepEqual([status.is_running, status.run_id, status.progress], [false, id, { done: 1, total: 1 }]);
});

test('a verified day is loaded again only with a confirmation and a reason', async () => {
  const again = { ubicacion_id: 'tienda_01', modo: 'all' };
  const unconfirmed = await refusal(sync(again));
  const withoutReason = await refusal(sync({ ...again, confirm: true }));
  const { run_id: id } = await sync({ ...again, confirm: true, motivo: 'the till was repaired' });

  assert.deepEqual(unconfirmed, [409, 'confirmation_required', ['tienda_01']]);
  assert.deepEqual(withoutReason, [422, 'invalid_input', ['motivo']]);
  assert.equal((await ended(id)).state, 'completed');
});

test('a day whose stores are all known but one is refused by that one', async () => {
  assert.deepEqual(await refusal(sync({ ubicacion_id: 'tienda_77' })), [422, 'invalid_input', ['ubicacion_id']]);
  assert.deepEqual(await refusal(sync({ ubicaciones: ['tienda_01', 'tienda_77'] })), [
    422,
    'invalid_input',
    ['ubicaciones[1]'],
  ]);
});

test('a period that is upside down, in the future, before the first trading day or no period is refused', async () => {
  const tomorrow = addDays(fleet.today(), 1);
  const wrong: [Record<string, string>, string][] = [
    [{ fecha_inicio: fleet.today(), fecha_fin: yesterday }, 'fecha_inicio'],
    [{ fecha_inicio: tomorrow, fecha_fin: tomorrow }, 'fecha_fin'],
    [{ fecha_inicio: '2001-01-01', fecha_fin: '2001-01-02' }, 'fecha_fin'],
    [{ fecha_inicio: '2025-13-01' }, 'fecha_inicio'],
  ];
  for (const [period, path] of wrong) assert.deepEqual(await refusal(sync(period)), [422, 'invalid_input', [path]]);
});

test('the same refusals come from the route of all jobs, in the words of the job', async () => {
  const load = (input: Record<string, string>) =>
    callEndpoint(fetch, url, runs.startRun, { body: { job: 'sales.load', input } });

  assert.deepEqual(await refusal(load({ from: '2001-01-01', to: '2001-01-02' })), [422, 'invalid_input', ['to']]);
  assert.deepEqual(await refusal(load({ from: yesterday })), [422, 'invalid_input', ['to']]);
  assert.deepEqual(await refusal(load({ mode: 'everything' })), [422, 'invalid_input', ['mode']]);
});

test('the daily load is triggered once, and the overview is complete when it has ended', async () => {
  const first = await callEndpoint(fetch, url, etl.triggerEtl);
  const second = await callEndpoint(fetch, url, etl.triggerEtl);
  const run = await ended(first.run_id);
  const overview = await callEndpoint(fetch, url, salesOverview);
  const { items } = await callEndpoint(fetch, url, listGaps);
  const status = await callEndpoint(fetch, url, etl.etlSchedulerStatus);

  assert.equal(run.state, 'completed');
  // A load of this size may be over before the second call.
  assert.ok(Number(second.run_id) >= Number(first.run_id));
  assert.deepEqual([overview.complete, overview.expected], [3, 3]);
  assert.deepEqual(
    items.map(({ daysBehind }) => daysBehind),
    [0, 0, 0],
  );
  assert.deepEqual([status.is_running, status.failed_stores, status.pending_retries], [false, [], 0]);
});

test('every path that reads answers in its agreed shape', async () => {
  const params = { id: (await callEndpoint(fetch, url, runs.listRuns)).items[0]?.id };
  const reading = endpoints.filter(
    ({ method, path }) => method === 'GET' && !/\/(stores|schedules)\/\{|run-acts|\/account\//.test(path),
  );
  for (const endpoint of reading) await callEndpoint(fetch, url, endpoint, { params });
  await callEndpoint(fetch, url, stores.getStore, { params: { id: 'tienda_02' } });
  await callEndpoint(fetch, url, schedules.getSchedule, { params: { id: 'sales.load' } });

  assert.ok(reading.length > 10);
});

test('every path that changes something refuses a page of another site', async () => {
  const changing: Endpoint[] = endpoints.filter(({ method }) => method !== 'GET');
  for (const endpoint of changing) {
    const path = urlOf(endpoint, { params: { id: '1' } });
    const headers = { ...json, origin: 'https://evil.example' };
    const response = await fetch(url + path, { method: endpoint.method, headers });
    assert.deepEqual([path, response.status], [path, 403]);
  }
});

test('no JSON, a body of 2 MB, an unknown path and another host are refused as problems', async () => {
  const post = (body: string) => fetch(`${url}/api/runs`, { method: 'POST', headers: json, body });
  const codes: [Response, number, string][] = [
    [await post('{"job":'), 400, 'malformed'],
    [await post(JSON.stringify({ job: 'sales.load', input: 'x'.repeat(2_000_000) })), 413, 'too_large'],
    [await post('{"job":"no.such"}'), 404, 'not_found'],
    [await fetch(`${url}/api/no/such/path`), 404, 'not_found'],
    [await fetch(`${url}/api/runs/%00`), 422, 'invalid_input'],
  ];
  for (const [response, status, code] of codes) {
    assert.equal(response.status, status);
    assert.equal(Problem.parse(await response.json()).error.code, code);
  }
  assert.equal(await statusUnder('evil.example'), 403);
});

function statusUnder(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/runs`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

test('the schedule changes over HTTP, and a cron that never fires is refused', async () => {
  const one = { params: { id: 'sales.load' } };
  const change = (body: ScheduleChange) => callEndpoint(fetch, url, schedules.changeSchedule, { ...one, body });
  const changed = await change({ cron: '30 6 * * *' });
  const { config } = await callEndpoint(fetch, url, etl.etlSchedulerStatus);

  assert.equal(changed.next.length, 5);
  assert.deepEqual([config.execution_hour, config.execution_minute], [6, 30]);
  assert.deepEqual(await refusal(change({ cron: '0 0 31 2 *' })), [422, 'invalid_input', ['cron']]);
  assert.deepEqual(await refusal(change({ zone: 'Mars/Base' })), [422, 'invalid_input', ['zone']]);
});

test('the command line finds everything in order, and shows the gaps', async () => {
  const doctor = await fluxion('doctor');
  const gaps = await fluxion('gaps', '--store', 'tienda_01');
  const load = await fluxion(
    'run',
    'sales.load',
    '--stores',
    'tienda_02',
    '--from',
    yesterday,
    '--to',
    yesterday,
    '-f',
  );

  assert.equal(doctor.failed, false, doctor.out);
  assert.match(doctor.out, /store tienda_03 +good/);
  assert.match(gaps.out, new RegExp(`tienda_01 +PERIFERICO +${yesterday} +0`));
  assert.equal(load.failed, false, load.out);
});

/** Not `execFileSync`: the stores of this fleet answer in this process. */
function fluxion(...args: string[]): Promise<{ failed: boolean; out: string }> {
  const env = { ...process.env, FLUXION_URL: url, FLUXION_KEY: product.key, DATA_DIR: join(folder, 'data') };
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/fluxion.js', ...args], { env }, (error, out) =>
      resolve({ failed: error !== null, out }),
    );
  });
}
