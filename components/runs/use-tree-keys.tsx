'use client';

import type { KeyboardEvent } from 'react';
import type { TimelineRow } from '#lib/client/timeline';
import type { Step } from '#lib/contract/run';

type TreeKeys = {
  rows: readonly TimelineRow[];
  active: string | null;
  isOpen: (row: TimelineRow) => boolean;
  toggle: (row: TimelineRow) => void;
  setActive: (key: string) => void;
  onRetry: (step: Step | null) => void;
  onEscape: () => void;
  /** Brings a row into sight. */
  show: (index: number) => void;
};

/** Arrows move, Enter or E opens and closes, R retries, Esc closes: the keys of a tree, and two of our own. */
export function useTreeKeys({ rows, active, isOpen, toggle, setActive, onRetry, onEscape, show }: TreeKeys) {
  const at = rows.findIndex(({ key }) => key === active);
  const row = rows[at];
  const go = (index: number) => {
    const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!next) return;
    setActive(next.key);
    show(rows.indexOf(next));
  };
  const set = (open: boolean) => (row && isOpen(row) !== open ? toggle(row) : undefined);
  const shut = () => (row?.kind === 'step' && isOpen(row) ? toggle(row) : onEscape());
  const keys = new Map<string, () => void>([
    ['arrowdown', () => go(at + 1)],
    ['arrowup', () => go(at < 0 ? 0 : at - 1)],
    ['home', () => go(0)],
    ['end', () => go(rows.length - 1)],
    ['arrowright', () => set(true)],
    ['arrowleft', () => set(false)],
    ['enter', () => row && toggle(row)],
    ['e', () => row && toggle(row)],
    ['r', () => onRetry(row?.kind === 'step' ? row.step : null)],
    ['escape', shut],
  ]);
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const act = keys.get(event.key.toLowerCase());
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
