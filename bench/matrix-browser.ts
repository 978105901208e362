import { type Browser, chromium, type Page } from 'playwright-core';
import { startMatrixWorld } from '#bench/matrix-seed';
import { percentile, report } from '#bench/report';
import { addDays } from '#lib/contract/day';

const stores = 200;
const days = 365;
const navigations = 7;
const warmUp = 3;
const gestures = 40;
const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';

/** Counted in the page from its first script on: tasks that held it for more than 50 ms, and the frames between. */
const observer = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push({ at: entry.startTime, ms: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  window.frames_ = [];
  const tick = (at) => { window.frames_.push(at); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);`;

type Seen = { longest: number; count: number; slowestFrame: number };

/** What the page had to bear since the last look. */
function look(page: Page): Promise<Seen> {
  return page.evaluate<Seen>(`(() => {
    const tasks = window.longTasks.splice(0).map(({ ms }) => ms);
    const frames = window.frames_.splice(0);
    const gaps = frames.slice(1).map((at, index) => at - frames[index]);
    return { longest: Math.max(0, ...tasks), count: tasks.length, slowestFrame: Math.max(0, ...gaps) };
  })()`);
}

type Gesture = { name: string; perform: (page: Page) => Promise<void> };

const middle = { x: 760, y: 330 };

async function overGrid(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const grid = page.getByRole('grid');
  await grid.scrollIntoViewIfNeeded();
  const box = await grid.boundingBox();
  if (!box) throw new Error('the matrix is not on the page');
  return box;
}

const listOfGestures: Gesture[] = [
  {
    name: 'scrolling',
    perform: async (page) => {
      const box = await overGrid(page);
      await page.mouse.move(box.x + middle.x, box.y + middle.y);
      for (let step = 0; step < gestures; step += 1) await page.mouse.wheel(step < gestures / 2 ? -160 : 160, 0);
      for (let step = 0; step < gestures; step += 1) await page.mouse.wheel(0, step < gestures / 2 ? 200 : -200);
    },
  },
  {
    name: 'hovering',
    perform: async (page) => {
      const box = await overGrid(page);
      for (let step = 0; step < gestures * 3; step += 1) {
        await page.mouse.move(box.x + 220 + ((step * 37) % 800), box.y + 80 + ((step * 23) % (box.height - 140)));
      }
    },
  },
  {
    name: 'dragging',
    perform: async (page) => {
      const box = await overGrid(page);
      await page.mouse.move(box.x + 900, box.y + 80);
      await page.mouse.down();
      for (let step = 0; step < gestures * 2; step += 1) {
        await page.mouse.move(box.x + 900 - step * 8, box.y + 80 + (step * (box.height - 130)) / (gestures * 2));
      }
      await page.mouse.up();
      await page.getByRole('grid').press('Escape');
    },
  },
  {
    name: 'going with the keys',
    perform: async (page) => {
      const grid = page.getByRole('grid');
      await grid.focus();
      for (const key of ['ArrowLeft', 'ArrowDown', 'PageDown', 'Shift+ArrowLeft', 'Home', 'End']) {
        for (let step = 0; step < gestures / 4; step += 1) await grid.press(key);
      }
      await grid.press('Escape');
    },
  },
];

/** A page of a browser of its own, with a session. */
async function pageIn(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const cookies = world.cookie.split('; ').map((cookie) => cookie.split('='));
  await context.addCookies(cookies.map(([name = '', ...value]) => ({ name, value: value.join('='), url: world.url })));
  return context.newPage();
}

/** Milliseconds from the navigation to the first painted cells. */
async function shownMs(browser: Browser, url: string): Promise<number> {
  const page = await pageIn(browser);
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('[role=grid] canvas').first().waitFor();
  const ms = await page.evaluate<number>(
    'new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => shown(performance.now()))))',
  );
  await page.context().close();
  return ms;
}

const world = await startMatrixWorld({ stores, days });
try {
  const url = `${world.url}/?from=${addDays(world.yesterday, 1 - days)}&to=${world.yesterday}`;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--headless', '--disable-gpu'] });
  try {
    // Nobody is the first to open the page of a server that has run since yesterday.
    for (let round = 0; round < warmUp; round += 1) await shownMs(browser, url);
    const times: number[] = [];
    for (let round = 0; round < navigations; round += 1) times.push(await shownMs(browser, url));
    report({
      bench: 'matrix-browser',
      figure: `${stores} stores × ${days} days on screen after navigation, median of ${navigations}`,
      value: percentile(times, 50),
      unit: 'ms',
      bound: { atMost: 1000 },
    });
    const page = await pageIn(browser);
    await page.addInitScript(observer);
    await page.goto(url, { waitUntil: 'networkidle' });
    for (const { name, perform } of listOfGestures) {
      await look(page);
      await perform(page);
      const { longest, count, slowestFrame } = await look(page);
      report({
        bench: 'matrix-browser',
        figure: `longest task over 50 ms while ${name} (${count} of them)`,
        value: longest,
        unit: 'ms',
        bound: { atMost: 50 },
      });
      report({ bench: 'matrix-browser', figure: `slowest frame while ${name}`, value: slowestFrame, unit: 'ms' });
    }
  } finally {
    await browser.close();
  }
} finally {
  await world.end();
}
