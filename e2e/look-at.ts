import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { Look } from './browser.ts';

/** Where to leave pictures of every page for a person to look at; none are taken without it. */
const picturesFolder = process.env.PICTURES_FOLDER;

const usualLooks: Look[] = [
  { locale: 'es', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 390 },
];
const moreLooks: Look[] = [
  { locale: 'en', theme: 'dark', width: 1440 },
  { locale: 'es', theme: 'light', width: 390 },
];

export const looks: readonly Look[] = picturesFolder ? [...usualLooks, ...moreLooks] : usualLooks;

export const lookName = ({ locale, theme, width }: Look): string => `${locale}, ${theme}, ${width} px wide`;

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with what is on screen: too wide, or not accessible. Leaves a picture where they are wanted. */
export async function lookAt(page: Page, name: string, { locale, theme, width }: Look): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (picturesFolder) {
    await mkdir(picturesFolder, { recursive: true });
    await page.screenshot({ path: join(picturesFolder, `${name}-${locale}-${theme}-${width}.png`) });
  }
  // What the reader scrolled half under the frame is no small target.
  await page.evaluate(() => window.scrollTo(0, 0));
  const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
  return [
    ...(isWide ? [`${name}: wider than the window`] : []),
    ...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`),
  ];
}

/** From now on every page of the visit adds up what moves under the reader. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Shifts = { sum: 0, moved: [] };
    Object.assign(window, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!('value' in entry && 'hadRecentInput' in entry) || entry.hadRecentInput) continue;
        seen.sum += Number(entry.value);
        for (const { node } of 'sources' in entry ? Object(entry.sources) : []) {
          if (node instanceof Element)
            seen.moved.push(`${node.localName}.${[...node.classList].slice(0, 4).join('.')}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

type Shifts = { sum: number; moved: string[] };

/** The cumulative layout shift of the page that is on screen, and what moved. */
export function shiftsOf(page: Page): Promise<Shifts> {
  return page.evaluate(() => Object(window).shifts ?? { sum: Number.NaN, moved: [] });
}
