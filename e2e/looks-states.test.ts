import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page, Route } from 'playwright-core';
import { type OwnedProduct, startOwnedProduct } from '#demo/owned-product';
import { openBrowser, visit } from './browser.ts';
import { lookAt, lookName, looks } from './look-at.ts';
import { startWorld, type World } from './world.ts';

/** What the browser reads by itself: the rest comes with the page. */
type Reading = { name: string; path: string; api: string; open?: (page: Page) => Promise<unknown> };

const emptyPages = ['/', '/?tab=stock', '/runs', '/trends', '/alerts', '/stores', '/schedules'];
const tryAgain = /^(Try again|Intentar de nuevo)$/;

let world: World;
let empty: OwnedProduct;
let folder: string;
let browser: Browser;
let readings: Reading[];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxion-empty-'));
  [world, empty, browser] = await Promise.all([
    startWorld(),
    startOwnedProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'warn' } }),
    openBrowser(),
  ]);
  const run = await world.startRun({ job: 'sales.load', input: { from: world.yesterday, to: world.yesterday } });
  readings = [
    { name: 'cell', path: `/?cell=tienda_01/${world.yesterday}`, api: '**/api/stores/*/days/*' },
    { name: 'inspected-run', path: `/?run=${run}`, api: `**/api/runs/${run}` },
    { name: 'plan', path: '/?recover=all', api: '**/api/sales/recovery-plans' },
    {
      name: 'stock',
      path: '/',
      api: '**/api/stock/overview',
      open: (page) => page.getByRole('tab', { name: /^(Inventory|Inventario)/ }).click(),
    },
  ];
});

after(async () => {
  await browser?.close();
  await Promise.all([world?.stop(), empty?.stop()]);
  if (folder) await rm(folder, { recursive: true, force: true });
});

for (const look of looks) {
  test(`what is being read has its place, and what cannot be read says so: ${lookName(look)}`, async () => {
    const faults: string[] = [];
    for (const reading of readings) {
      faults.push(...(await loadingLook(reading, look)), ...(await failedLook(reading, look)));
    }
    assert.deepEqual(faults, []);
  });

  test(`a product without stores says on every page what comes next: ${lookName(look)}`, async () => {
    const { page, troubles, close } = await visit(browser, empty.url, look);
    const faults: string[] = [];
    for (const path of emptyPages) {
      await page.goto(path, { waitUntil: 'networkidle' });
      faults.push(...(await lookAt(page, `empty${path.replaceAll(/\W+/g, '-')}`, look)));
    }
    await close();
    assert.deepEqual([...faults, ...troubles], []);
  });
}

/** What a click opens needs a page that listens; the rest is looked at as soon as it is there. */
const untilReady = (open: Reading['open']) => (open ? 'networkidle' : 'domcontentloaded');

/** The answer is held until the picture is taken. */
async function loadingLook({ name, path, api, open }: Reading, look: (typeof looks)[number]): Promise<string[]> {
  const { page, close } = await visit(browser, world.url, look);
  const held: Route[] = [];
  await page.route(api, (route) => {
    held.push(route);
  });
  const asked = page.waitForRequest(api);
  await page.goto(path, { waitUntil: untilReady(open) });
  await open?.(page);
  await asked;
  const faults = await lookAt(page, `${name}-loading`, look);
  await Promise.all(held.map((route) => route.abort()));
  await close();
  return faults;
}

async function failedLook({ name, path, api, open }: Reading, look: (typeof looks)[number]): Promise<string[]> {
  const { page, close } = await visit(browser, world.url, look);
  await page.route(api, (route) => route.abort());
  await page.goto(path, { waitUntil: untilReady(open) });
  await open?.(page);
  await page.getByRole('button', { name: tryAgain }).first().waitFor();
  const faults = await lookAt(page, `${name}-failed`, look);
  await close();
  return faults;
}
