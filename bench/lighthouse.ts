import { type AddressInfo, createServer } from 'node:net';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';
import { startHomeWorld } from '#bench/home-world';
import { median, report } from '#bench/report';

const rounds = 5;
const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const categories = ['performance', 'accessibility'] as const;

type Round = Record<(typeof categories)[number], number> & { scriptKb: number };

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One visit with an empty cache, as Lighthouse's desktop preset makes it. */
async function audit(url: string, port: number, cookie: string): Promise<Round> {
  const extraHeaders = { Cookie: cookie };
  const flags = { port, onlyCategories: [...categories], logLevel: 'error' as const, extraHeaders };
  const outcome = await lighthouse(url, flags, desktopConfig);
  if (!outcome) throw new Error('Lighthouse gave no result');
  const { lhr } = outcome;
  const score = (name: (typeof categories)[number]) => (lhr.categories[name]?.score ?? 0) * 100;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    scriptKb: scriptBytes(lhr.audits['network-requests']?.details) / 1000,
  };
}

type Request = { resourceType?: string; transferSize?: number };

/** Compressed bytes of all scripts of the visit. The audit's table is described in Lighthouse's own documentation. */
function scriptBytes(details: unknown): number {
  const { items } = details as { items: Request[] };
  return items
    .filter(({ resourceType }) => resourceType === 'Script')
    .reduce((sum, { transferSize = 0 }) => sum + transferSize, 0);
}

const world = await startHomeWorld();
const cookie = await world.product.signIn();
const port = await freePort();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--headless', `--remote-debugging-port=${port}`, ...quiet],
});
try {
  // Once beforehand: the server compiles the page for its first visitor.
  await audit(world.product.url, port, cookie);
  const visits: Round[] = [];
  for (let round = 0; round < rounds; round++) visits.push(await audit(world.product.url, port, cookie));
  const bench = 'lighthouse';
  for (const figure of categories) {
    const value = median(visits.map((visit) => visit[figure]));
    report({ bench, figure, value, unit: 'points', bound: { atLeast: 95 } });
  }
  const value = median(visits.map(({ scriptKb }) => scriptKb));
  report({ bench, figure: 'scripts of the first visit, compressed', value, unit: 'kB', bound: { atMost: 250 } });
} finally {
  await browser.close();
  await world.end();
}
