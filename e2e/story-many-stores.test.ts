import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { type MatrixWorld, startMatrixWorld } from '#bench/matrix-seed';
import { addDays } from '#lib/contract/day';
import { openBrowser, visit } from './browser.ts';

const stores = 200;
const days = 365;

let world: MatrixWorld;
let browser: Browser;

before(async () => {
  [world, browser] = await Promise.all([startMatrixWorld({ stores, days }), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await world?.end();
});

const seen = (locator: Locator) => locator.waitFor({ timeout: 30_000 });

// How smooth it is, the bench matrix-browser measures.
test('in a year of 200 stores the keyboard reaches the last day of the last store, and opens it', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  const grid = page.getByRole('grid');

  await page.goto(`/?from=${addDays(world.yesterday, 1 - days)}&to=${world.yesterday}`);
  await seen(grid.locator('canvas').first());
  assert.deepEqual(
    [await grid.getAttribute('aria-rowcount'), await grid.getAttribute('aria-colcount')],
    [String(stores + 1), String(days + 1)],
  );
  await grid.focus();
  for (let step = 0; step < stores; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await seen(page.getByRole('gridcell', { name: /TIENDA 200/ }));
  await page.keyboard.press('Enter');
  await seen(page.getByRole('heading', { level: 2, name: 'TIENDA 200' }));

  await close();
  assert.deepEqual(troubles, []);
});
