import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { closingQuery } from '#demo/sales/extraction-query';
import { callEndpoint } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import { changeStore } from '#lib/contract/endpoints/stores';
import { openBrowser, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;

/** The tills of tienda_01 say what they printed at closing time, whatever became of the sales since. */
before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  const change = { params: { id: 'tienda_01' }, body: { controlQuery: closingQuery } };
  await callEndpoint(world.fetch, world.url, changeStore, change);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

const seen = (locator: Locator) => locator.waitFor({ timeout: 60_000 });
const changes = (storeId: string, day: string) => `/stores/${storeId}/days/${day}/changes`;

test('a half-loaded day is never green: it says what its till closed on, and is made whole by a retry', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  const details = page.getByRole('complementary', { name: 'Details' });
  await world.fleet('POST', changes('tienda_01', world.yesterday), { change: { kind: 'half' } });
  const days = { from: world.yesterday, to: world.yesterday };
  await world.startRun({ job: 'sales.load', input: { ...days, stores: ['tienda_01', 'tienda_02'] } });

  await page.goto(`/?cell=tienda_01/${world.yesterday}`);
  await seen(page.getByRole('heading', { name: '1 of 6 stores complete' }));
  await seen(details.getByText('What arrived is not what the store has').first());
  await seen(page.getByRole('gridcell', { name: /^PERIFERICO, .*: (Partial|Missing|Queued)\./ }));

  await world.fleet('DELETE', changes('tienda_01', world.yesterday));
  await details.getByRole('button', { name: 'Try now' }).click();
  await seen(details.getByText('Verified', { exact: true }).first());
  await seen(page.getByRole('heading', { name: '2 of 6 stores complete' }));

  await close();
  assert.deepEqual(troubles, []);
});

test('an old day that its store changed is found to differ, and is loaded again from where that is said', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  const details = page.getByRole('complementary', { name: 'Details' });
  const day = addDays(world.yesterday, -2);
  const input = { from: day, to: day, stores: ['tienda_03'] };
  await world.startRun({ job: 'sales.load', input });
  await page.goto(`/?cell=tienda_03/${day}`);
  await seen(page.getByRole('gridcell', { name: /^MAÑONGO, .*: Verified\./ }));

  await world.fleet('POST', changes('tienda_03', day), { change: { kind: 'delete', limit: 2 } });
  await world.startRun({ job: 'sales.check-drift', input });
  await seen(page.getByRole('gridcell', { name: /^MAÑONGO, .*: Drifted\./ }));
  await seen(details.getByText(/[-−]2 rows/).first());

  await details.getByRole('button', { name: 'Recover' }).click();
  await page.getByRole('button', { name: /^Recover 1 store-day/ }).click();
  await seen(page.getByText('Recovery ended: 1 store-day recovered').first());
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await seen(page.getByRole('gridcell', { name: /^MAÑONGO, .*: Verified\./ }));
  await seen(details.getByText('598').first());

  await close();
  assert.deepEqual(troubles, []);
});
