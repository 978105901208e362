import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { administrator } from '#demo/owned-product';

export type Look = { locale: 'es' | 'en'; theme: 'light' | 'dark'; width: 390 | 1440 };

/** A page, and everything that went wrong on it: errors of the console, of scripts and of the content policy. */
export type Visit = { page: Page; troubles: string[]; close: () => Promise<void> };

const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--headless', ...quiet] });
}

type Credentials = { email: string; password: string };

const usualLook: Look = { locale: 'en', theme: 'light', width: 1440 };

/** As the administrator of the world, unless `as` says who; null for nobody. */
export async function visit(
  browser: Browser,
  url: string,
  look: Look = usualLook,
  as: Credentials | null = administrator,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: look.locale === 'es' ? 'es-VE' : 'en-US',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    hasTouch: look.width < 500,
    viewport: { width: look.width, height: look.width < 500 ? 844 : 900 },
  });
  if (as) await signIn(context, url, as);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(message.text());
  });
  return { page, troubles, close: () => context.close() };
}

async function signIn({ request }: BrowserContext, url: string, { email, password }: Credentials): Promise<void> {
  const answer = await request.post(`${url}/api/session`, { data: { email, password }, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`signing in was answered with ${answer.status()}: ${await answer.text()}`);
}
