import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit } from './browser.ts';
import { lookAt, looks } from './look-at.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;

before(async () => {
  [world, browser] = await Promise.all([startWorld({}, { demo: true }), openBrowser()]);
  await world.startRun({ job: 'sales.load', input: { from: world.yesterday, to: world.yesterday } });
  const { page, close } = await visit(browser, world.url);
  await page.goto('/');
  await page.getByRole('heading', { name: '6 of 6 stores complete' }).waitFor({ timeout: 60_000 });
  await close();
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

async function palette(page: Page, search: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command palette' }).fill(search);
}

test('the palette finds a store by some letters, opens it, and runs a job only when that is confirmed', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  await page.goto('/runs', { waitUntil: 'networkidle' });
  await palette(page, 'tienda_03');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?store=tienda_03/);
  await page.getByText('tienda_03').last().waitFor();
  await palette(page, 'check-drift');
  await page.getByRole('option', { name: /check-drift/ }).click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await page
    .getByText(/^Run \d+ started/)
    .or(page.getByText('Follow it'))
    .first()
    .waitFor();
  await palette(page, 'recover all');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('heading').first().waitFor();
  await close();

  assert.deepEqual(troubles, []);
});

test('every time follows the chosen zone, and the days stay as they are', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  await page.goto('/', { waitUntil: 'networkidle' });
  const days = await page.getByRole('heading', { level: 1 }).first().textContent();
  await page.getByRole('button', { name: /^Time zone/ }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('kiritimati');
  await page.getByRole('option', { name: /Kiritimati/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Kiritimati/ }).waitFor();
  await page.reload({ waitUntil: 'networkidle' });

  assert.equal(await page.getByRole('heading', { level: 1 }).first().textContent(), days);
  assert.match((await page.getByRole('button', { name: /^Time zone/ }).textContent()) ?? '', /GMT\+14/);
  await close();
  assert.deepEqual(troubles, []);
});

test('the runs on screen are saved as a file that has the same filter', async () => {
  const { page, close } = await visit(browser, world.url);
  await page.goto('/runs?state=completed&job=sales.load', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  await close();

  assert.match(download.suggestedFilename(), /^fluxion-runs-.*\.csv$/);
  assert.match(text, /sales\.load,Completed/);
  assert.doesNotMatch(text, /check-drift/);
});

test('half a day is lost in the demo, and the product finds it when it compares', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  await page.goto('/', { waitUntil: 'networkidle' });
  const demo = page.getByRole('region', { name: 'Demo' });
  await demo.getByRole('button', { name: 'Lose half a day' }).click();
  await demo.getByRole('button', { name: /^Compare .* now$/ }).click();
  await demo.getByText(/A day changed or is not whole/).waitFor({ timeout: 60_000 });
  await demo.getByRole('button', { name: 'Heal all' }).click();
  await page.getByText('Every store is healthy again').waitFor();
  await close();

  assert.deepEqual(troubles, []);
});

test('the page of primitives is there in the demo, and accessible in both themes', async () => {
  for (const look of looks) {
    const { page, troubles, close } = await visit(browser, world.url, look);
    await page.goto('/primitives', { waitUntil: 'networkidle' });
    const faults = await lookAt(page, 'primitives', look);
    await close();
    assert.deepEqual([...faults, ...troubles], []);
  }
});
