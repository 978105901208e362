import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { type Fleet, startFleet } from '#demo/start-fleet';
import { echoMs } from '#lib/boot/life';

before(() => execFileSync(process.execPath, ['lib/boot/ensure-build.ts'], { stdio: 'inherit' }));

const patient = { timeout: 120_000 };

type Loading = { product: OwnedProduct; fleet: Fleet; database: TestDatabase; dataDir: string };

/** A server that is in the middle of a store-day, which comes in slowly. */
async function loading(t: TestContext, bytesPerSecond: number): Promise<Loading> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'fluxion-drain-')), 'data');
  t.after(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }));
  const database = await testDatabase(t);
  const fleet = await startFleet({ stores: 1, days: 5, linesPerDay: 2000, sick: false, invoices: false });
  t.after(() => fleet.stop());
  const [store] = fleet.stores;
  await fleet.fault(store?.id ?? '', { mode: 'throttle', bytesPerSecond });
  const product = await startOwnedProduct({ dataDir, env: { DATABASE_URL: database.url } });
  t.after(product.kill);
  await post(product, '/api/stores/import', fleet.storeFile());
  await post(product, '/api/runs', { job: 'sales.load', input: { from: store?.firstDay, to: store?.firstDay } });
  await until(async () => (await stepStates(database)).includes('running'));
  return { product, fleet, database, dataDir };
}

async function post({ url, fetch }: OwnedProduct, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(response.ok, await response.text());
}

/** Of the store-days: the run's plan is a step too. */
async function stepStates({ sql }: TestDatabase): Promise<string[]> {
  const steps = await sql<{ state: string }[]>`select state from run_steps where key like 'tienda%' order by id`;
  return steps.map(({ state }) => state);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'it did not come true within a minute');
    await delay(20);
  }
}

test('SIGTERM lets the running step finish, takes no new work, and ends with 0', patient, async (t) => {
  const { product, database } = await loading(t, 200_000);

  const code = await product.stop();

  assert.equal(code, 0);
  assert.deepEqual(await stepStates(database), ['completed']);
  assert.deepEqual([...(await database.sql`select id from nodes`)], []);
});

test('while it drains the server says that it is not ready; a second signal ends it at once', patient, async (t) => {
  const { product, database } = await loading(t, 1000);

  process.kill(product.pid, 'SIGTERM');
  await until(async () => (await fetch(`${product.url}/health/readiness`)).status === 503);
  await delay(echoMs + 100);
  const code = await product.stop();

  assert.equal(code, 1);
  assert.deepEqual(await stepStates(database), ['running']);
});

test('a step that a killed server was doing is done by the next one', patient, async (t) => {
  const { product, fleet, database, dataDir } = await loading(t, 20_000);
  await product.kill();
  await fleet.clearFault(fleet.stores[0]?.id ?? '');

  const next = await startOwnedProduct({ dataDir, env: { DATABASE_URL: database.url } });
  t.after(next.kill);
  await until(async () => (await stepStates(database)).includes('completed'));

  assert.equal(await next.stop(), 0);
});
