import { useMemo, useSyncExternalStore } from 'react';
import type { CellLook, Palette } from '#lib/client/cell-drawing';
import { StoreDayState } from '#lib/contract/store-day';

/** What the cells are painted with now: the theme's colours, and how many device pixels there are to one of CSS. */
export type Paint = { palette: Palette; scale: number };

/** The tokens of globals.css as a canvas needs them. Null on the server and until the page is there. */
export function usePaint(): Paint | null {
  const look = useSyncExternalStore(subscribe, lookNow, () => null);
  return useMemo(() => (look === null ? null : { palette: readPalette(), scale: window.devicePixelRatio }), [look]);
}

const dark = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const themes = new MutationObserver(changed);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia(dark);
  system.addEventListener('change', changed);
  window.addEventListener('resize', changed);
  return () => {
    themes.disconnect();
    system.removeEventListener('change', changed);
    window.removeEventListener('resize', changed);
  };
}

function lookNow(): string {
  const theme = document.documentElement.dataset.theme ?? (window.matchMedia(dark).matches ? 'dark' : 'light');
  return `${theme} ${window.devicePixelRatio}`;
}

/** A canvas knows no variables: elements that wear them say what they come to. */
function readPalette(): Palette {
  const probe = document.body.appendChild(document.createElement('div'));
  const worn = (variable: string) => {
    const element = probe.appendChild(document.createElement('i'));
    element.style.color = `var(${variable})`;
    return getComputedStyle(element).color;
  };
  const looks = StoreDayState.options.map((state): [StoreDayState, CellLook] => [
    state,
    { fill: worn(`--cell-${state.replace('_', '-')}`), mark: worn(`--cell-${state.replace('_', '-')}-mark`) },
  ]);
  const weekend = worn('--cell-weekend');
  probe.remove();
  return { ...paletteOf(looks), weekend };
}

/** True because `looks` has one entry for each state. */
function paletteOf(looks: [StoreDayState, CellLook][]): Record<StoreDayState, CellLook> {
  return Object.fromEntries(looks) as Record<StoreDayState, CellLook>;
}
