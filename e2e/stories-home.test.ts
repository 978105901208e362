import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, type Visit, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
let visited: Visit;
let page: Page;

/** Nothing is loaded: six stores miss their five days. */
before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

beforeEach(async () => {
  visited = await visit(browser, world.url);
  page = visited.page;
});

afterEach(async () => {
  await visited.close();
  assert.deepEqual(visited.troubles, []);
});

const seen = (locator: Locator, timeout = 20_000) => locator.waitFor({ timeout });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (storeId: string) => page.locator(`#${storeId}`);

test('a gap of five days is recovered in three clicks from the first page', async () => {
  await page.goto('/');
  await seen(page.getByRole('heading', { name: '0 of 6 stores complete' }));

  await row('tienda_01')
    .getByRole('button', { name: /^Update 5 days, about/ })
    .click();
  await button(/^Recover 5 store-days, about/).click();
  await seen(page.getByRole('dialog').getByText('Recovery ended: 5 store-days recovered'));
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await seen(page.getByRole('heading', { name: '1 of 6 stores complete' }));
  await seen(row('tienda_01').getByText('Up to date'));
});

test('a recovery of everything is paused, found again after a reload, resumed and ends whole', async () => {
  const slow = ['tienda_02', 'tienda_03', 'tienda_04', 'tienda_05', 'tienda_06'];
  await Promise.all(slow.map((storeId) => world.fault(storeId, { mode: 'latency', ms: 250 })));
  await page.goto('/');

  await button('Recover 25 store-days').first().click();
  await button(/^Recover 25 store-days, about/).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await seen(dialog.getByText(/^Recovery paused/));

  await page.reload();
  await seen(page.getByText(/^Recovery paused/));
  await Promise.all(slow.map((storeId) => world.heal(storeId)));
  await button('Resume').click();
  await seen(page.getByText('Recovery ended: 25 store-days recovered'), 60_000);
  await seen(page.getByRole('heading', { name: '6 of 6 stores complete' }));
  await button('Got it').click();
  await page.getByText('Recovery ended').waitFor({ state: 'detached' });
});

test('the tiles and the search choose the stores of the table, and the address keeps them', async () => {
  await page.goto('/?show=behind');
  await seen(page.getByText('No store is out of date.'));

  await button(/Stores$/).click();
  await page.getByRole('region', { name: 'Load by hand' }).getByRole('searchbox').fill('tienda_02');
  await row('tienda_01').waitFor({ state: 'detached' });
  await seen(row('tienda_02'));
  await page.reload();
  await seen(row('tienda_02'));
  await row('tienda_01').waitFor({ state: 'detached' });
});

test('the time of the daily load is changed where it is shown, and the load starts at that time', async () => {
  await page.goto('/');
  await button('Change the schedule').click();
  await page.getByLabel('Time', { exact: true }).fill(clockIn('America/Caracas', 75));
  await button('Save').click();
  await seen(page.getByText('The schedule of the daily load was saved'));

  // The next minute, or the one after it.
  await page.goto('/runs?trigger=schedule');
  await seen(page.getByRole('link', { name: /sales\.load #/ }).first(), 150_000);
});

/** `HH:MM` on a zone's clocks, some seconds from now. */
function clockIn(zone: string, seconds: number): string {
  const at = new Date(Date.now() + seconds * 1000);
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}
