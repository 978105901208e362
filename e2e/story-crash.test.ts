import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;

before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

const seen = (locator: Locator) => locator.waitFor({ timeout: 60_000 });
const linesOfFiveDays = '3,000';

test('a recovery that is paused outlives the death of the server, goes on when asked to, and no row is doubled', async () => {
  const stores = ['tienda_01', 'tienda_02', 'tienda_03', 'tienda_04', 'tienda_05', 'tienda_06'];
  await Promise.all(stores.map((storeId) => world.fault(storeId, { mode: 'latency', ms: 500 })));
  const before = await visit(browser, world.url);
  await before.page.goto('/');
  await before.page.getByRole('button', { name: 'Recover 30 store-days' }).first().click();
  await before.page.getByRole('button', { name: /^Recover 30 store-days, about/ }).click();
  await before.page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await seen(before.page.getByRole('dialog').getByText(/^Recovery paused/));
  await before.close();

  await world.restart();
  await Promise.all(stores.map((storeId) => world.heal(storeId)));
  const { page, troubles, close } = await visit(browser, world.url);
  await page.goto('/');
  await seen(page.getByText(/^Recovery paused/));
  await page.getByRole('button', { name: 'Resume' }).click();
  await seen(page.getByText('Recovery ended: 30 store-days recovered'));
  await seen(page.getByRole('heading', { name: '6 of 6 stores complete' }));
  await page.getByRole('heading', { name: 'Load by hand' }).scrollIntoViewIfNeeded();
  for (const storeId of stores) await seen(page.locator(`#${storeId}`).getByTitle(linesOfFiveDays));

  await close();
  assert.deepEqual([...before.troubles, ...troubles], []);
});
