import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { type SpawnedFleet, spawnFleet } from '#demo/spawn-fleet';
import { callEndpoint } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import { getRun, startRun } from '#lib/contract/endpoints/runs';
import { importStores } from '#lib/contract/endpoints/stores';
import { endedRunStates } from '#lib/contract/run';
import { StoreFile } from '#lib/contract/store';
import { openBrowser, visit } from './browser.ts';

/** The README's pictures, taken of what the demo shows: sixteen stores, some of them sick, after a load of ten days. */
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const size = { width: 1440, height: 1440 };
const loadedDays = 10;
const impatience = {
  SOURCE_CONNECT_TIMEOUT_MS: '5000',
  SOURCE_ANSWER_TIMEOUT_MS: '10000',
  SOURCE_IDLE_TIMEOUT_MS: '10000',
  LOG_LEVEL: 'error',
};
const longestLoadMs = 600_000;

const dataFolder = await mkdtemp(join(tmpdir(), 'fluxion-pictures-'));
const fleet = await spawnFleet(['--days', '20', '--lines', '400']);
const product = await startOwnedProduct({ dataDir: join(dataFolder, 'data'), env: impatience });
const browser = await openBrowser();
try {
  const run = await loadedRun(fleet, product);
  const { page, close } = await visit(browser, product.url, { locale: 'es', theme: 'light', width: 1440 });
  await page.setViewportSize(size);
  await picture(page, { path: '/', name: 'overview', ready: '[role=grid] canvas' });
  await picture(page, { path: `/runs/${run}`, name: 'run', ready: '[role=log]' });
  await close();
} finally {
  await browser.close();
  await product.stop();
  await fleet.stop();
  await rm(dataFolder, { recursive: true, force: true });
}

/** Answers the run once nothing of it goes on: what failed waits for its next try. */
async function loadedRun({ call, today }: SpawnedFleet, { url, fetch }: OwnedProduct): Promise<string> {
  const stores = StoreFile.parse(await call('GET', '/store-file'));
  await callEndpoint(fetch, url, importStores, { body: stores });
  const input = { from: addDays(today, -loadedDays), to: addDays(today, -1) };
  const { run_id: id } = await callEndpoint(fetch, url, startRun, { body: { job: 'sales.load', input } });
  const deadline = Date.now() + longestLoadMs;
  for (;;) {
    const { state } = await callEndpoint(fetch, url, getRun, { params: { id } });
    if (state === 'waiting' || endedRunStates.includes(state)) return id;
    if (Date.now() > deadline) throw new Error(`the load is ${state} still`);
    await delay(500);
  }
}

type Picture = { path: string; name: string; ready: string };

async function picture(page: Page, { path, name, ready }: Picture): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.locator(ready).first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
