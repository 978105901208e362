import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { addDays } from '#lib/contract/day';
import { openBrowser, type Visit, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
let visited: Visit;
let page: Page;

/** tienda_05 was never loaded, the others have yesterday alone. */
before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  const stores = ['tienda_01', 'tienda_02', 'tienda_03', 'tienda_04', 'tienda_06'];
  await world.startRun({ job: 'sales.load', input: { stores, from: world.yesterday, to: world.yesterday } });
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

const seen = (locator: Locator) => locator.waitFor({ timeout: 30_000 });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const grid = () => page.getByRole('grid');
const cellOn = (name: RegExp) => page.getByRole('gridcell', { name });
const inspector = () => page.getByRole('complementary', { name: 'Details' });

async function openMatrix(path = '/'): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await seen(grid().locator('canvas').first());
  await grid().scrollIntoViewIfNeeded();
}

/** The middle of a store's cell, so many days before the last due one. */
async function cellAt(name: string, daysBefore: number): Promise<{ x: number; y: number }> {
  const row = await grid().getByRole('rowheader', { name }).boundingBox();
  const due = await page.locator('[role=gridcell]').boundingBox();
  assert.ok(row && due);
  return { x: due.x + due.width / 2 - daysBefore * due.width, y: row.y + row.height / 2 };
}

async function dragOver(name: string, daysBefore: [number, number]): Promise<void> {
  const [start, end] = [await cellAt(name, daysBefore[0]), await cellAt(name, daysBefore[1])];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 6 });
  await page.mouse.up();
}

test('the keyboard goes from day to day and store to store, selects with Shift and opens with Enter', async () => {
  await openMatrix();
  await grid().focus();

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await seen(cellOn(/^AV\. BOLIVAR, .*: Missing/));
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  await seen(page.getByText('4 store-days selected'));
  await page.keyboard.press('Escape');
  await page.getByText('4 store-days selected').waitFor({ state: 'detached' });

  await page.keyboard.press('Enter');
  await seen(inspector().getByRole('heading', { name: 'MAÑONGO' }));
  assert.match(page.url(), /cell=tienda_03(%2F|\/)/);
  await page.keyboard.press('ArrowUp');
  await seen(inspector().getByRole('heading', { name: 'AV. BOLIVAR' }));
  await page.keyboard.press('Escape');
  await inspector().waitFor({ state: 'detached' });
  assert.equal(await grid().evaluate((element) => element === document.activeElement), true);
});

test('a day is opened with a click: its proof, its try, a comment, and its neighbours', async () => {
  await openMatrix();
  await seen(page.getByText('5 of 6 stores complete'));
  const { x, y } = await cellAt('PERIFERICO', 0);
  await page.mouse.click(x, y);

  await seen(inspector().getByText('Rows and sums equal the store’s').or(inspector().getByText('Verified')).first());
  await seen(inspector().getByRole('heading', { name: 'Proof' }));
  await seen(inspector().getByText('Completed', { exact: true }).first());
  await inspector().getByLabel('Say something').fill('asked the store, all is well');
  await inspector().getByRole('button', { name: 'Add the comment' }).click();
  await seen(inspector().getByText('asked the store, all is well'));
  await inspector().getByRole('button', { name: 'Day before' }).click();
  await seen(inspector().getByText('Missing').first());
  assert.match(page.url(), new RegExp(addDays(world.yesterday, -1)));
});

test('a drag selects days, and what is missing of them is recovered', async () => {
  await openMatrix();

  await dragOver('VIVIENDA', [0, 2]);
  await seen(page.getByText('3 store-days selected'));
  await seen(page.getByText('3 missing'));
  await button('Recover…').click();
  await button(/^Recover 3 store-days/).click();
  await seen(page.getByText('Recovery ended: 3 store-days recovered').first());
  await page.keyboard.press('Escape');

  await page.goto(`/?cell=tienda_05/${world.yesterday}`);
  await seen(cellOn(/^VIVIENDA, .*: Verified/));
});

test('days are marked closed with their reason, and the mark is taken back from where it was said', async () => {
  await openMatrix();

  await dragOver('SAN DIEGO', [1, 2]);
  await button('Mark closed…').click();
  await page.getByLabel('Reason, kept on record').fill('no power in the whole street');
  await button('Mark 2 days closed').click();
  await seen(page.getByText('2 days marked closed'));
  await page.goto(`/?cell=tienda_04/${addDays(world.yesterday, -1)}`);
  await seen(inspector().getByText('no power in the whole street'));
  await seen(cellOn(/^SAN DIEGO, .*: Closed/));

  await inspector().getByRole('button', { name: 'Unmark' }).click();
  await seen(cellOn(/^SAN DIEGO, .*: Missing/));
  await openMatrix();
  await dragOver('SAN DIEGO', [1, 3]);
  await button('Mark lost…').click();
  await page.getByLabel('Reason, kept on record').fill('its disk is gone');
  await button('Mark 3 days lost').click();
  await button('Undo').click();
  await seen(page.getByText('Marks of 3 days taken back'));
});

test('a store’s week is edited beside the page, and its closed day is a gap no more', async () => {
  const day = addDays(world.yesterday, -1);
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day));
  await openMatrix('/?store=tienda_06');

  await inspector().getByRole('checkbox', { name: weekday }).click();
  await seen(page.getByText('Calendar saved'));
  await page.goto(`/?cell=tienda_06/${day}`);
  await seen(inspector().getByText('The store is closed on that weekday.'));
  await seen(cellOn(/^NAGUANAGUA, .*: Closed/));
});

test('the period, the search and the opened day are in the address and survive a reload', async () => {
  await openMatrix();
  await button('3 months').click();
  await page.getByRole('region', { name: 'Every store’s days' }).getByRole('searchbox').fill('mañ');
  await grid().getByRole('rowheader', { name: 'PERIFERICO' }).waitFor({ state: 'detached' });
  await page.reload();

  await seen(grid().getByRole('rowheader', { name: 'MAÑONGO' }));
  assert.equal(await grid().getByRole('rowheader').count(), 1);
  assert.equal(await grid().getAttribute('aria-colcount'), '93');
});

test('another period is chosen in a calendar, and no more days than the matrix holds', async () => {
  await openMatrix();
  await button('Other period').click();
  const dialog = page.getByRole('dialog', { name: 'Which days to show' });
  await dialog.getByRole('button', { name: 'Last month' }).click();
  await dialog.getByRole('combobox', { name: 'Year' }).selectOption({ index: 1 });
  const days = dialog.getByRole('gridcell').getByRole('button');
  await days.nth(9).click();
  await dialog.getByRole('combobox', { name: 'Year' }).selectOption(world.yesterday.slice(0, 4));
  await dialog.getByRole('combobox', { name: 'Month' }).selectOption({ index: 0 });
  await days.first().click();
  assert.equal(await dialog.getByRole('button', { name: 'Show' }).getAttribute('aria-disabled'), 'true');
  await dialog.getByRole('button', { name: 'Last 7 days' }).click();
  await dialog.getByRole('button', { name: 'Show' }).click();
  await dialog.waitFor({ state: 'detached' });

  await seen(page.locator('[role=grid][aria-colcount="8"]'));
});

test('on a phone the matrix scrolls under the finger and a tap opens the day over the page', async () => {
  await visited.close();
  visited = await visit(browser, world.url, { locale: 'en', theme: 'light', width: 390 });
  page = visited.page;
  await openMatrix();

  const { x, y } = await cellAt('MAÑONGO', 1);
  await page.touchscreen.tap(x, y);
  const sheet = page.getByRole('dialog', { name: 'Details' });
  await seen(sheet.getByRole('heading', { name: 'MAÑONGO' }));
  await sheet.getByRole('button', { name: 'Close the details' }).click();
  await sheet.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
});

test('on a phone a finger that rests selects, a drag or a tap says how far, and what is selected is acted on', async () => {
  await visited.close();
  visited = await visit(browser, world.url, { locale: 'en', theme: 'light', width: 390 });
  page = visited.page;
  await openMatrix();
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });

  const [start, end] = [await cellAt('MAÑONGO', 2), await cellAt('MAÑONGO', 1)];
  await touch('touchStart', start);
  await seen(page.getByText('1 store-day selected'));
  await touch('touchMove', end);
  await seen(page.getByText('2 store-days selected'));
  await touch('touchEnd');
  const further = await cellAt('SAN DIEGO', 0);
  await page.touchscreen.tap(further.x, further.y);
  await seen(page.getByText('6 store-days selected'));
  await button('Clear the selection').click();
  await page.getByText('6 store-days selected').waitFor({ state: 'detached' });
});
