import type { KeyboardEvent } from 'react';

/** In a row of buttons of which Tab reaches one, the arrow keys, Home and End reach the others, round and round. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const to = placeOf(event.key, at, buttons.length);
  if (at === -1 || to === null) return;
  event.preventDefault();
  buttons.at(to)?.focus();
}

function placeOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return at - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? -1 : null;
}
