import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { type Look, openBrowser, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

/** Where to leave pictures of every page for a person to look at; none are taken without it. */
const picturesFolder = process.env.PICTURES_FOLDER;

const looks: Look[] = [
  { locale: 'es', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 390 },
];
const moreLooks: Look[] = [
  { locale: 'en', theme: 'dark', width: 1440 },
  { locale: 'es', theme: 'light', width: 390 },
];
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let world: World;
let browser: Browser;
let places: { name: string; path: string; open?: (page: Page) => Promise<unknown> }[];

before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  await world.fault('tienda_02', { mode: 'refuse' });
  const run = await world.startRun({ job: 'sales.load', input: { from: world.yesterday, to: world.yesterday } });
  places = [
    { name: 'overview', path: '/' },
    { name: 'load', path: '/', open: (page) => page.getByRole('button', { name: /^(Load a|Cargar un) per/ }).click() },
    { name: 'runs', path: '/runs' },
    { name: 'run', path: `/runs/${run}`, open: (page) => page.locator('button[aria-expanded]').nth(1).click() },
    { name: 'stores', path: '/stores' },
    {
      name: 'store',
      path: '/stores',
      open: (page) => page.getByRole('button', { name: /^(New store|Nueva tienda)$/ }).click(),
    },
    { name: 'schedules', path: '/schedules' },
    {
      name: 'schedule',
      path: '/schedules',
      open: (page) =>
        page
          .getByRole('button', { name: /^(Edit|Editar)$/ })
          .first()
          .click(),
    },
    { name: 'not-found', path: '/nowhere' },
    { name: 'run-not-found', path: '/runs/999999' },
  ];
  const ready = await visit(browser, world.url);
  await ready.page.goto('/');
  await ready.page.getByRole('heading', { name: '5 of 6 stores complete' }).waitFor({ timeout: 30_000 });
  await ready.close();
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

for (const look of picturesFolder ? [...looks, ...moreLooks] : looks) {
  const title = `${look.locale}, ${look.theme}, ${look.width} px wide`;
  test(`every page is accessible, fits and makes no trouble: ${title}`, async () => {
    const { page, troubles, close } = await visit(browser, world.url, look);
    const faults: string[] = [];
    for (const { name, path, open } of places) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await open?.(page);
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) {
        faults.push(`${name}: wider than the window`);
      }
      if (picturesFolder) await picture(page, `${name}-${look.locale}-${look.theme}-${look.width}`);
      const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
      faults.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`));
    }
    await close();
    assert.deepEqual([...faults, ...troubles], []);
  });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = picturesFolder ?? '';
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
