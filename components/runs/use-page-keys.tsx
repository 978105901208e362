'use client';

import type { KeyboardEvent } from 'react';

type PageKeys = { onRetry: () => void; onPause: () => void; onSearch: () => void };

/** R, P and / anywhere on the run's page, except where somebody writes; they wait until something on it has the focus. */
export function usePageKeys({ onRetry, onPause, onSearch }: PageKeys) {
  const keys: Record<string, () => void> = { r: onRetry, p: onPause, '/': onSearch };
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function isWriting(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [role=dialog], [role=listbox]') !== null;
}
