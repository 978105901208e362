import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Product, startProduct } from '#demo/product';
import { type Look, openBrowser, type Visit, visit } from './browser.ts';
import { totpCode } from './totp.ts';

const spanish: Look = { locale: 'es', theme: 'light', width: 1440 };
const english: Look = { locale: 'en', theme: 'light', width: 1440 };
const telephone: Look = { locale: 'es', theme: 'dark', width: 390 };

const ana = { name: 'Ana Pérez', email: 'ana@example.com', password: 'lluvia-mesa-trece-plomo' };
const luis = { name: 'Luis Rojas', email: 'luis@example.com', password: 'cuatro-nubes-barro-luz' };

let folder: string;
let product: Product;
let browser: Browser;
let printed: string | undefined;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxion-access-'));
  const onLine = (line: string) => {
    printed ??= /^first administrator: (\S+)$/.exec(line)?.[1];
  };
  product = await startProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'warn' }, onLine });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the link that the console prints makes the first administrator, once', async () => {
  await asNobody(spanish, async (page) => {
    assert.ok(printed);
    await page.goto('/');
    await seen(page.getByRole('heading', { name: 'Falta el enlace' }));

    await page.goto(printed);
    await page.getByLabel('Nombre').fill(ana.name);
    await page.getByLabel('Correo electrónico').fill(ana.email);
    await page.getByLabel('Contraseña nueva').fill('password1234');
    await seen(page.getByText(/débil/i));
    await page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();
    await seen(page.getByText(/Se adivina demasiado pronto/));
    await focused(page.getByLabel('Contraseña nueva'));
    await page.getByLabel('Contraseña nueva').fill(ana.password);
    await seen(page.getByText('Muy fuerte.'));
    await page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();

    await page.waitForURL(`${product.url}/`);
    await seen(page.getByRole('link', { name: 'Personas' }));
  });
  await asNobody(spanish, async (page) => {
    await page.goto(printed ?? '');
    await page.getByLabel('Nombre').fill('Otra');
    await page.getByLabel('Correo electrónico').fill('otra@example.com');
    await page.getByLabel('Contraseña nueva').fill(luis.password);
    await page.getByRole('button', { name: 'Crear la cuenta y entrar' }).click();
    await seen(page.getByText(/Este enlace ya no sirve/));
  });
});

test('who is not signed in is led to the door, and after it to the page that was asked for', async () => {
  await asNobody(english, async (page) => {
    await page.goto('/runs?state=failed');
    await page.waitForURL('**/sign-in?next=*');
    assert.equal(await page.getByRole('navigation').count(), 0);

    await signIn(page, { email: ana.email, password: 'not-her-password' });
    await seen(page.getByText('E-mail or password are wrong.'));
    await focused(page.getByLabel('Password', { exact: true }));
    await signIn(page, { email: 'nobody@example.com', password: ana.password });
    await seen(page.getByText('E-mail or password are wrong.'));
    await signIn(page, ana);

    await page.waitForURL('**/runs?state=failed');
  });
});

test('signing out closes the door, also for a page that was open beside it', async () => {
  await as(ana, english, async (page) => {
    await page.goto('/stores');
    const other = await page.context().newPage();
    await other.goto('/schedules');
    await other.getByRole('button', { name: /Ana Pérez/ }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await other.waitForURL('**/sign-in');

    await page.getByRole('link', { name: 'Runs' }).click();

    await page.waitForURL('**/sign-in**');
  });
});

test('an invited person chooses a name and a password, and is offered nothing that their role may not do', async () => {
  const link = await as(ana, spanish, async (page) => {
    await page.goto('/people');
    await page.getByRole('button', { name: 'Invitar' }).click();
    await page.getByRole('dialog').getByLabel('Correo electrónico').fill(luis.email);
    await page.getByRole('button', { name: 'Crear el enlace' }).click();
    const made = await page.getByRole('dialog').locator('code').textContent();
    await page.getByRole('button', { name: 'Listo' }).click();
    await seen(page.getByRole('row', { name: /luis@example\.com.*Lectura/ }));
    return made ?? '';
  });
  await asNobody(telephone, async (page) => {
    await page.goto(link);
    await seen(page.getByText('Para luis@example.com, con el rol Lectura.'));
    await page.getByLabel('Nombre').fill(luis.name);
    await page.getByLabel('Contraseña nueva').fill(luis.password);
    await page.getByRole('button', { name: 'Crear mi cuenta y entrar' }).click();
    await page.waitForURL(`${product.url}/`);

    await seen(page.getByRole('switch', { name: 'Activa' }));
    assert.equal(await page.getByRole('switch').isDisabled(), true);
    await offersNothing(page, '/', ['Ejecutar ahora', 'Cambiar horario']);
    await offersNothing(page, '/stores', ['Nueva tienda', 'Importar', 'Exportar']);
    await offersNothing(page, '/schedules', ['Editar']);
    assert.equal(await page.getByRole('link', { name: 'Personas' }).count(), 0);
    await page.goto('/people');
    await seen(page.getByText('Esta página es para administradores'));
    assert.deepEqual(await call(page, 'POST', '/api/runs', { job: 'sales.load' }), 403);
    assert.deepEqual(await call(page, 'GET', '/api/people'), 403);
  });
  await asNobody(english, async (page) => {
    await page.goto(link);
    await seen(page.getByRole('heading', { name: 'This link is no longer good' }));
  });
});

test('a role that is changed holds at once: the person signs in again, and can do more', async () => {
  const luisAtWork = await visit(browser, product.url, spanish, luis);
  await luisAtWork.page.goto('/schedules');
  await as(ana, spanish, async (page) => {
    await page.goto('/people');
    await page.getByRole('button', { name: 'Acciones sobre Luis Rojas' }).click();
    await page.getByRole('menuitem', { name: 'Cambiar el rol' }).click();
    await page.getByRole('combobox', { name: 'Rol' }).click();
    await page.getByRole('option', { name: 'Operación' }).click();
    await page.getByLabel('Motivo').fill('entra en la guardia');
    await page.getByRole('button', { name: 'Cambiar el rol' }).click();
    await seen(page.getByRole('row', { name: /Luis Rojas.*Operación/ }));
  });
  const { page } = luisAtWork;
  await page.getByRole('link', { name: 'Ejecuciones' }).click();
  await page.waitForURL('**/sign-in**');
  await page.getByLabel('Correo electrónico').fill(luis.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(luis.password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('link', { name: 'Resumen' }).click();

  await seen(page.getByRole('button', { name: 'Ejecutar ahora' }));
  assert.equal(await page.getByRole('button', { name: 'Cambiar horario' }).count(), 0);
  await closed(luisAtWork);
});

test('a key is shown once, opens what its role may do, and opens nothing once it is revoked', async () => {
  await as(luis, english, async (page) => {
    await page.goto('/account');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Name', { exact: true }).fill('nightly reports');
    await page.getByRole('combobox', { name: 'Role' }).click();
    assert.deepEqual(await page.getByRole('option').allTextContents(), ['Viewer', 'Operator']);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
    const key = (await page.getByRole('dialog').locator('code').first().textContent()) ?? '';
    assert.equal(await statusWith(key, '/api/runs'), 200);
    assert.equal(await statusWith(key, '/api/people'), 403);

    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Revoke the key nightly reports' }).click();
    await page.getByLabel('Reason').fill('the report moved');
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();

    await seen(page.getByText('You have no keys'));
    assert.equal(await statusWith(key, '/api/runs'), 401);
  });
});

test('with an authenticator app signing in takes its code, or a backup code, until the app is removed', async () => {
  const { secret, backup } = await as(ana, spanish, async (page) => {
    await page.goto('/account');
    await page.getByRole('button', { name: 'Configurar la aplicación' }).click();
    await page.getByRole('dialog').getByLabel('Contraseña actual').fill('no-es-la-suya');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await seen(page.getByText('No es su contraseña actual.'));
    await page.getByRole('dialog').getByLabel('Contraseña actual').fill(ana.password);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await seen(page.getByRole('img', { name: /Código QR/ }));
    const shown = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    await page.getByLabel('Código de seis dígitos').fill(totpCode(shown, new Date()));
    await page.getByRole('button', { name: 'Activar' }).click();
    const codes = page.getByRole('list', { name: 'Códigos de respaldo' }).getByRole('listitem');
    const first = await codes.first().textContent();
    await page.getByRole('button', { name: 'Ya los guardé' }).click();
    await seen(page.getByText('Activada'));
    return { secret: shown, backup: first ?? '' };
  });
  await asNobody(english, async (page) => {
    await page.goto('/sign-in');
    await signIn(page, ana);
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await seen(page.getByText(/The code is wrong/));
    // The code that switched the app on is spent.
    await page.getByLabel('Code', { exact: true }).fill(totpCode(secret, new Date(Date.now() + 30_000)));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${product.url}/`);
  });
  await asNobody(english, async (page) => {
    await page.goto('/sign-in?next=/account');
    await signIn(page, ana);
    await page.getByRole('button', { name: 'Use a backup code' }).click();
    await page.getByLabel('Backup code').fill(backup);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${product.url}/account`);

    await page.getByRole('button', { name: 'Remove the app' }).click();
    await page.getByRole('dialog').getByLabel('Present password').fill(ana.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the app' }).click();
    await seen(page.getByRole('button', { name: 'Set up the app' }));
  });
});

test('a changed password signs the person out everywhere else', async () => {
  const elsewhere = await visit(browser, product.url, english, luis);
  const next = 'pasos-de-piedra-amarilla';
  await as(luis, english, async (page) => {
    await page.goto('/account');
    await page.getByLabel('Present password').fill(luis.password);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await seen(page.getByText('Password changed'));
    await page.reload();
    await seen(page.getByText('This one'));
    assert.equal(await page.getByRole('button', { name: /^End the session/ }).count(), 0);
  });
  luis.password = next;
  await elsewhere.page.goto('/account');
  await elsewhere.page.waitForURL('**/sign-in?next=%2Faccount');
  await closed(elsewhere);
});

test('the audit says who did what, what was before and after, and why; its chain is whole', async () => {
  await as(ana, english, async (page) => {
    await page.goto('/audit');
    await page.getByRole('combobox', { name: 'Act' }).click();
    await page.getByRole('option', { name: 'Change a person' }).click();
    await page.getByRole('searchbox', { name: 'Who…' }).fill('ana');
    await page.waitForURL('**/audit?act=patch.people&who=ana');
    await page.getByRole('button', { name: 'Change a person' }).click();
    const dialog = page.getByRole('dialog');
    await seen(dialog.getByText('entra en la guardia').first());
    const changes = dialog.getByRole('region', { name: 'What changed' });
    await seen(changes.getByText('viewer'));
    await seen(changes.getByText('operator'));
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Verify' }).click();
    await seen(page.getByText(/The chain is whole: \d+ entries sealed/));
    const refused = await call(page, 'GET', '/api/audit?outcome=refused');
    assert.equal(refused, 200);
  });
});

test('the demo lets its visitor in with one press, and says that it is a demo', async () => {
  const data = join(folder, 'demo');
  const demo = await startProduct({
    dataDir: data,
    env: { LOG_LEVEL: 'warn', DEMO_CONTROL_URL: 'http://127.0.0.1:9' },
  });
  const { page, ...visited } = await visit(browser, demo.url, spanish, null);
  await page.goto('/');
  await seen(page.getByText(/Esto es una demo/));
  await page.getByRole('button', { name: 'Entrar como administrador de la demo' }).click();

  await seen(page.getByRole('link', { name: 'Auditoría' }));
  await closed({ page, ...visited });
  await demo.stop();
});

const seen = (locator: Locator) => locator.first().waitFor({ timeout: 20_000 });

async function focused(locator: Locator): Promise<void> {
  assert.equal(await locator.evaluate((node) => node === document.activeElement), true);
}

async function closed({ close, troubles }: Visit): Promise<void> {
  await close();
  assert.deepEqual(troubles, []);
}

type Credentials = { email: string; password: string };

async function as<Found>(who: Credentials, look: Look, story: (page: Page) => Promise<Found>): Promise<Found> {
  const visited = await visit(browser, product.url, look, who);
  const found = await story(visited.page);
  await closed(visited);
  return found;
}

async function asNobody(look: Look, story: (page: Page) => Promise<void>): Promise<void> {
  const visited = await visit(browser, product.url, look, null);
  await story(visited.page);
  await closed(visited);
}

async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function offersNothing(page: Page, path: string, names: readonly string[]): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  for (const name of names) assert.equal(await page.getByRole('button', { name }).count(), 0, name);
}

/** What the server says to a call that the page's own script makes. */
function call(page: Page, method: string, path: string, body?: unknown): Promise<number> {
  return page.evaluate(
    async ([verb, url, text]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: verb, headers, ...(text === null ? {} : { body: text }) })).status;
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

async function statusWith(key: string, path: string): Promise<number> {
  return (await fetch(product.url + path, { headers: { authorization: `Bearer ${key}` } })).status;
}
