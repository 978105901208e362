'use client';

import type { Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { type LineRange, type LogPlace, lineRangeTo } from '#lib/client/log-place';
import { placeOf } from '#lib/client/log-window';
import type { LogLine } from '#lib/contract/run';

type LogKeys = {
  lines: readonly LogLine[];
  range: LineRange | null;
  rows: Virtualizer<HTMLDivElement, Element>;
  onPlace: (change: Partial<LogPlace>) => void;
  toStart: () => void;
  toEnd: () => void;
};

/**
 * Home and End go to the ends of the whole log. Enter marks the line in the middle; then the arrows move the mark, with
 * Shift they stretch it, Esc takes it away. Without a mark the arrows and page keys scroll, as everywhere.
 */
export function useLogKeys({ lines, range, rows, onPlace, toStart, toEnd }: LogKeys) {
  const middle = () => lines[Math.round(((rows.range?.startIndex ?? 0) + (rows.range?.endIndex ?? 0)) / 2)];
  const step = (by: number, extend: boolean) => {
    if (!range) return;
    const edge = extend && by < 0 ? range.from : range.to;
    const index = placeOf(lines, edge).index + by;
    const next = lines[index];
    if (!next) return;
    onPlace({ line: extend ? lineRangeTo(range, next.id) : { from: next.id, to: next.id } });
    rows.scrollToIndex(index, { align: 'auto' });
  };
  const mark = () => {
    const line = middle();
    if (line && !range) onPlace({ line: { from: line.id, to: line.id } });
  };
  const acts = new Map<string, (extend: boolean) => void>([
    ['Home', toStart],
    ['End', toEnd],
    ['Enter', mark],
    ...(range
      ? ([
          ['ArrowUp', (extend: boolean) => step(-1, extend)],
          ['ArrowDown', (extend: boolean) => step(1, extend)],
          ['Escape', () => onPlace({ line: null })],
        ] as const)
      : []),
  ]);
  return (event: KeyboardEvent) => {
    const act = acts.get(event.key);
    if (!act || event.altKey || event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    act(event.shiftKey);
  };
}
