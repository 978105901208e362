import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { startFleet } from '#demo/start-fleet';
import { jobs } from '#jobs/index';
import type { Secrets } from '#lib/access/secrets';
import { webhookReceiver } from '#lib/alerts/testing/receivers';
import { readConfig } from '#lib/config';
import { callEndpoint } from '#lib/contract/call';
import { testAlerts } from '#lib/contract/endpoints/alerts';
import { endpoints } from '#lib/contract/endpoints/all';
import { getRun, startRun } from '#lib/contract/endpoints/runs';
import { rotateSecrets } from '#lib/contract/endpoints/secrets';
import * as stores from '#lib/contract/endpoints/stores';
import { endedRunStates } from '#lib/contract/run';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { until } from '#lib/http/testing/until';
import { createLog } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import { testSources } from '#lib/sources/testing/test-sources';
import { stockDataset } from '#lib/stock/stock-dataset';
import { storeConnection } from '#lib/stores/store-connection';
import { newStore } from '#lib/stores/testing/store-access';
import { openWarehouse } from '#lib/warehouse/open';
import { temporaryFolder } from '#lib/warehouse/testing/open-temporary';

const fleet = await startFleet({ stores: 1, days: 3, linesPerDay: 50, invoices: false });
after(() => fleet.stop());
const today = fleet.today();
const [till] = fleet.stores;
assert.ok(till);

const hook = await webhookReceiver({ after });
const canaries = {
  'a store password': till.password,
  'a wrong store password': 'CANARY-wrong-5b1e',
  'the password of SMTP': 'CANARY-smtp-77aa',
  'the path of the webhook': 'CANARY-path-90cd',
  'the secret of the webhook': 'CANARY-webhook-secret-31f0',
};
const environment = {
  ...{ SMTP_URL: `smtp://fluxion:${canaries['the password of SMTP']}@127.0.0.1:1`, ALERT_EMAIL_FROM: 'a@example.com' },
  ...{ ALERT_EMAIL_TO: 'b@example.com', ALERT_WEBHOOK_URL: `${hook.url}/${canaries['the path of the webhook']}` },
  ...{ ALERT_WEBHOOK_SECRET: canaries['the secret of the webhook'], EGRESS_ALLOW: '127.0.0.1', ETL_MAX_RETRIES: '0' },
};

const { folder, remove } = temporaryFolder();
after(remove);
const said: string[] = [];
const log = createLog('trace', { write: (line) => void said.push(line) });
const opened: { parts?: { db: Db; secrets: Secrets } } = {};
const sources = testSources({ after }, {}, (id) => {
  assert.ok(opened.parts);
  return storeConnection(opened.parts, id);
});
const file = join(folder, 'sales.db');
const datasets = [salesDataset, stockDataset];
const warehouse = await openWarehouse({ file, datasets, memoryMb: 512, threads: 1, log });
after(() => warehouse.close());
const config = readConfig({ NODE_ENV: 'test', ...environment });
const program = await testProgram({ after }, { environment, jobs: jobs(config), sources, warehouse, log });
opened.parts = program;
const base = await serveRoutes({ after });

/** In the clear, and in the disguises that a program gives a text without meaning to hide it. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64').slice(0, -4), bytes.toString('hex')];
}

function assertNowhere(text: string, where: string): void {
  for (const [what, secret] of Object.entries(canaries)) {
    for (const disguise of disguises(secret)) assert.ok(!text.includes(disguise), `${what} stands in ${where}`);
  }
}

/** An address of the endpoint that is likely to have an answer. */
function addressOf(path: string, run: string): string {
  const id = path.startsWith('/api/stores') ? 'tienda_01' : path.startsWith('/api/schedules') ? 'sales.load' : run;
  const query = path.startsWith('/api/exports') ? `?format=csv&locale=en&zone=UTC&from=${today}&to=${today}` : '';
  return base + path.replace('{id}', id).replace('{day}', today) + query;
}

async function rowsOfControlPlane(db: Db): Promise<string> {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(sql`select to_json(t)::text as row from ${sql.identifier(name)} t`);
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts.join('\n');
}

test('no secret stands in the clear in any answer, export, message, log, row or file', async () => {
  const { host, port, database, username } = till;
  const reach = { host, port, database, username, encryption: 'off' as const, firstDay: today };
  const wrong = canaries['a wrong store password'];
  const call = {
    good: newStore({ id: 'tienda_01', ...reach, password: till.password }),
    bad: newStore({ id: 'tienda_02', ...reach, password: wrong }),
  };
  for (const body of Object.values(call)) await callEndpoint(fetch, base, stores.createStore, { body });
  await callEndpoint(fetch, base, stores.changeStore, { params: { id: 'tienda_02' }, body: { password: wrong } });
  const tests = await callEndpoint(fetch, base, stores.testStores, { body: {} });
  const refused = await fetch(`${base}/api/stores`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ ...call.bad, id: 'BAD ID', port: 'x' }),
  });
  const sent = await callEndpoint(fetch, base, testAlerts);
  const input = { stores: ['tienda_01', 'tienda_02'], from: today, to: today, confirm: true };
  const { run_id: run } = await callEndpoint(fetch, base, startRun, { body: { job: 'sales.load', input } });
  await until(
    () => callEndpoint(fetch, base, getRun, { params: { id: run } }),
    ({ state }) => endedRunStates.includes(state),
  );
  const rotation = await callEndpoint(fetch, base, rotateSecrets);
  const gets = endpoints.filter(({ method }) => method === 'GET');
  const statuses: number[] = [];
  for (const { path } of gets) {
    const answer = await fetch(addressOf(path, run));
    statuses.push(answer.status);
    assertNowhere(await answer.text(), `GET ${path}`);
  }

  assertNowhere(JSON.stringify({ tests, sent, rotation, refused: await refused.text() }), 'an answer');
  assert.deepEqual(
    tests.items.map(({ ok }) => ok),
    [true, false],
  );
  assert.deepEqual([hook.calls.length >= 1, sent.items.map(({ ok }) => ok)], [true, [false, true]]);
  assertNowhere(JSON.stringify(hook.calls.map(({ headers, body }) => ({ headers, body }))), 'what the webhook got');
  assert.ok(statuses.filter((status) => status === 200).length > gets.length * 0.7, statuses.join());
  assertNowhere(await rowsOfControlPlane(program.db), 'the control plane');
  log.info({ config, ...config, store: await storeConnection(program, 'tienda_01') }, 'what nobody should log');
  await program.engine.drain(5000);
  await warehouse.close();
  for (const name of readdirSync(folder)) assertNowhere(readFileSync(join(folder, name), 'latin1'), name);
  assert.ok(said.length > 0);
  assertNowhere(said.join(''), 'the log');
  for (const [what, secret] of Object.entries(canaries)) assert.throws(() => assertNowhere(`<${secret}>`, what));
});
