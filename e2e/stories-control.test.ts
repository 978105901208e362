import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { callEndpoint } from '#lib/contract/call';
import { listRuns, listSteps } from '#lib/contract/endpoints/runs';
import { changeSchedule, disableSchedule } from '#lib/contract/endpoints/schedules';
import { openBrowser, type Visit, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
let visited: Visit;
let page: Page;

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

const seen = (locator: Locator, timeout = 30_000) => locator.waitFor({ timeout });
const button = (name: string | RegExp) => page.getByRole('button', { name });

/** Follows a run in the browser to its end. */
async function ended(run: string): Promise<void> {
  await page.goto(`/runs/${run}`);
  await seen(page.getByText('Completed', { exact: true }).first());
  await seen(page.getByText('End of the log'));
}

test('stores at a time are set where the daily load is shown, and its next run keeps to them', async () => {
  await page.goto('/');
  await button('Change the schedule').click();
  await page.getByLabel('Stores at a time').fill('1');
  await button('Save').click();
  await seen(page.getByText('The schedule of the daily load was saved'));
  await page.reload();
  await button('Change the schedule').click();
  assert.equal(await page.getByLabel('Stores at a time').inputValue(), '1');
  await button('Cancel').click();

  await button('Run now').click();
  await seen(page.getByRole('heading', { name: '6 of 6 stores complete' }));
  const [run] = (await callEndpoint(world.fetch, world.url, listRuns, { query: { job: 'sales.load' } })).items;
  assert.ok(run);
  await ended(run.id);

  const { items } = await callEndpoint(world.fetch, world.url, listSteps, { params: { id: run.id } });
  const tries = items
    .flatMap(({ attempts }) => attempts)
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  assert.ok(tries.length >= 6);
  for (const [place, { startedAt }] of tries.entries()) {
    const before = tries[place - 1];
    if (before) assert.ok(before.endedAt !== null && before.endedAt <= startedAt, `${startedAt} began too early`);
  }
});

test('a run is compared with the one before it, and says what is more and what is less', async () => {
  const yesterday = { from: world.yesterday, to: world.yesterday };
  const again = { ...yesterday, mode: 'all', confirm: true, reason: 'to compare' };
  const first = await world.startRun({ job: 'sales.load', input: again });
  await ended(first);
  const second = await world.startRun({
    job: 'sales.load',
    input: { ...again, stores: ['tienda_01', 'tienda_02', 'tienda_03', 'tienda_04'] },
  });
  await ended(second);

  await button('Compare with the one before').click();
  const comparison = page.getByRole('region', { name: 'Comparison with the run before' });
  await seen(comparison.getByRole('link', { name: `#${first}` }));
  await seen(comparison.getByText('−2', { exact: true }));
  await seen(comparison.getByText('−1,200 rows'));
  await comparison.getByRole('link', { name: `#${first}` }).click();
  await page.waitForURL(new RegExp(`/runs/${first}`));
});

test('a schedule that was off asks what becomes of the times that passed, and runs the last one of them', async () => {
  const params = { id: 'warehouse.forget-replaced' };
  await callEndpoint(world.fetch, world.url, changeSchedule, { params, body: { cron: '* * * * *' } });
  await callEndpoint(world.fetch, world.url, disableSchedule, { params });
  await page.goto('/schedules');
  // A slot of every minute passes; the scheduler writes down that it was left out.
  await page.evaluate(async (path) => {
    while ((await (await fetch(path)).json()).missedSlots.count === 0) await new Promise((go) => setTimeout(go, 500));
  }, `/api/schedules/${params.id}`);
  await page.reload({ waitUntil: 'networkidle' });

  const sheet = page.getByRole('region', { name: params.id, exact: true });
  await sheet.getByRole('switch').click();
  const dialog = page.getByRole('dialog', { name: /passed while it was off$/ });
  await dialog.getByRole('button', { name: /^Run the last one only/ }).click();

  await seen(page.getByText(`${params.id} is on`));
  await page.goto(`/runs?job=${params.id}`);
  await seen(page.getByRole('link', { name: new RegExp(`${params.id} #`) }).first());
});
