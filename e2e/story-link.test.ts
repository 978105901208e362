import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let browser: Browser;

/** Probed every three seconds, so that nobody waits for a probe. */
before(async () => {
  [world, browser] = await Promise.all([startWorld({ LINK_PROBE_MINUTES: '0.05' }), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

const seen = (locator: Locator) => locator.waitFor({ timeout: 60_000 });

test('a store that is cut off in the night waits for its link, is shown to, and is loaded by itself when it is back', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  await world.fault('tienda_03', { mode: 'refuse', live: true });

  await page.goto('/');
  const connection = page.getByRole('region', { name: 'Connection to the stores' });
  await seen(connection.getByText('5 of 6 reachable'));
  await seen(connection.getByRole('button', { name: /MAÑONGO/ }).getByText('Waiting'));
  const run = await world.startRun({ job: 'sales.load', input: { from: world.yesterday, to: world.yesterday } });
  await seen(page.getByRole('heading', { name: '5 of 6 stores complete' }));
  await page.goto(`/runs/${run}`);
  await seen(page.getByText('Waiting', { exact: true }).first());
  await seen(page.getByText('When its link is back, at the latest'));

  await world.heal('tienda_03');
  await seen(page.getByText('Completed', { exact: true }).first());
  await seen(page.getByText('6 of 6'));
  await page.goto('/');
  await seen(page.getByRole('heading', { name: '6 of 6 stores complete' }));
  await seen(connection.getByText('6 of 6 reachable'));

  await close();
  assert.deepEqual(troubles, []);
});
