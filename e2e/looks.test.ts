import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { administrator } from '#demo/owned-product';
import { callEndpoint } from '#lib/contract/call';
import { invite } from '#lib/contract/endpoints/people';
import { type Look, openBrowser, type Visit, visit } from './browser.ts';
import { lookAt, lookName, looks, shiftsOf, watchShifts } from './look-at.ts';
import { startWorld, type World } from './world.ts';

/** What moves under the reader while a page comes: the web's own limit for good is 0.1. */
const mostShift = 0.05;

let world: World;
let browser: Browser;
let places: Place[];
let doors: Place[];

type Place = { name: string; path: string; open?: (page: Page) => Promise<unknown> };

before(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  await world.fault('tienda_02', { mode: 'refuse' });
  const run = await world.startRun({ job: 'sales.load', input: { from: world.yesterday, to: world.yesterday } });
  places = [
    { name: 'overview', path: '/' },
    {
      name: 'plan',
      path: '/',
      open: (page) =>
        page
          .getByRole('button', { name: /^(Recover|Recuperar) \d+/ })
          .first()
          .click(),
    },
    {
      name: 'automatic',
      path: '/',
      open: (page) => page.getByRole('button', { name: /^(Change the schedule|Cambiar horario)$/ }).click(),
    },
    {
      name: 'days',
      path: '/',
      open: async (page) => {
        await scrollDown(page);
        await page.getByRole('button', { name: /^(Days|Días):/ }).click();
        await page
          .getByRole('grid', { name: /20\d\d/ })
          .first()
          .waitFor();
      },
    },
    { name: 'runs', path: '/runs' },
    {
      name: 'run',
      path: `/runs/${run}`,
      open: (page) => page.getByRole('treeitem').first().locator('div').first().click(),
    },
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
    { name: 'alerts', path: '/alerts' },
    {
      name: 'bell',
      path: '/stores',
      open: (page) => page.getByRole('button', { name: /^(Alerts|Avisos): / }).click(),
    },
    { name: 'trends', path: '/trends' },
    { name: 'stock', path: '/?tab=stock' },
    { name: 'problems', path: '/?only=problems&period=1y' },
    { name: 'cell', path: `/?cell=tienda_01/${world.yesterday}`, open: inspectorOpen },
    { name: 'inspected-store', path: '/?store=tienda_02', open: inspectorOpen },
    { name: 'inspected-run', path: `/?run=${run}`, open: inspectorOpen },
    { name: 'palette', path: '/runs', open: (page) => openSheet(page, () => page.keyboard.press('Control+k')) },
    {
      name: 'zone',
      path: '/runs',
      open: (page) => openSheet(page, () => page.getByRole('button', { name: /^(Time zone|Zona horaria):/ }).click()),
    },
    {
      name: 'export',
      path: '/runs',
      open: async (page) => {
        await page.getByRole('button', { name: /^(Export|Exportar)$/ }).click();
        await page.getByRole('menuitem').first().waitFor();
      },
    },
    { name: 'account', path: '/account' },
    { name: 'authenticator', path: '/account', open: appOpen },
    { name: 'key', path: '/account', open: (page) => openDialog(page, /^(Make a key|Crear clave)$/) },
    { name: 'person', path: '/runs', open: (page) => openMenu(page, /Ana Pérez/) },
    { name: 'people', path: '/people' },
    { name: 'person-acts', path: '/people', open: (page) => openMenu(page, /^(Acts on|Acciones sobre) /) },
    { name: 'invite', path: '/people', open: (page) => openDialog(page, /^(Invite|Invitar)$/) },
    { name: 'keys', path: '/people?tab=keys' },
    { name: 'audit', path: '/audit', open: chainWhole },
    { name: 'audit-entry', path: '/audit', open: (page) => openDialog(page, /^(Import stores|Importar tiendas)$/) },
    { name: 'not-found', path: '/nowhere' },
    { name: 'run-not-found', path: '/runs/999999' },
  ];
  const invited = { body: { email: 'luis@example.com', role: 'viewer' } } as const;
  const { link } = await callEndpoint(world.fetch, world.url, invite, invited);
  doors = [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'refused', path: '/sign-in', open: refused },
    { name: 'setup', path: `/setup#token=${'a'.repeat(43)}` },
    { name: 'setup-without-link', path: '/setup' },
    { name: 'invitation', path: link.replace(world.url, '') },
    { name: 'invitation-spent', path: '/invitation' },
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

for (const look of looks) {
  test(`every page is accessible, fits, stands still and makes no trouble: ${lookName(look)}`, async () => {
    await holdsUp(await visit(browser, world.url, look), places, look);
  });

  test(`so is every page for who is not signed in: ${lookName(look)}`, async () => {
    await holdsUp(await visit(browser, world.url, look, null), doors, look);
  });
}

async function holdsUp({ page, troubles, close }: Visit, seen: readonly Place[], look: Look): Promise<void> {
  await watchShifts(page);
  const faults: string[] = [];
  for (const { name, path, open } of seen) {
    // Pages that differ in what is behind the # alone would not be loaded anew.
    await page.goto('about:blank');
    await page.goto(path, { waitUntil: 'networkidle' });
    const shift = await shiftsOf(page);
    if (!(shift.sum < mostShift)) faults.push(`${name}: moved by ${shift.sum}: ${shift.moved.join(', ')}`);
    await open?.(page);
    faults.push(...(await lookAt(page, name, look)));
  }
  await close();
  assert.deepEqual([...faults, ...troubles], []);
}

/** What lies far below comes when the reader is near it. */
async function scrollDown(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
}

async function inspectorOpen(page: Page): Promise<void> {
  const subject = /^(PERIFERICO|AV\. BOLIVAR|Run \d+|Ejecución \d+)/;
  await page.getByRole('heading', { level: 2, name: subject }).first().waitFor();
}

async function openSheet(page: Page, open: () => Promise<void>): Promise<void> {
  await open();
  await page.getByRole('option').first().waitFor();
}

async function openDialog(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function openMenu(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('menuitem').first().waitFor();
}

async function appOpen(page: Page): Promise<void> {
  await openDialog(page, /^(Set up the app|Configurar la aplicación)$/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^(Present password|Contraseña actual)$/).fill(administrator.password);
  await dialog.getByRole('button', { name: /^(Continue|Continuar)$/ }).click();
  await dialog.getByRole('img').waitFor();
}

async function chainWhole(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Verify|Verificar)$/ }).click();
  await page.getByText(/^(The chain is whole|La cadena está intacta)/).waitFor();
}

async function refused(page: Page): Promise<void> {
  await page.getByLabel(/^(E-mail|Correo electrónico)$/).fill('nobody@example.com');
  await page.getByLabel(/^(Password|Contraseña)$/).fill('not-a-password');
  await page.getByRole('button', { name: /^(Sign in|Entrar)$/ }).click();
  await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
}
