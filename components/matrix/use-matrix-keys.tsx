'use client';

import type { KeyboardEvent } from 'react';
import type { MatrixGeometry, Place } from '#lib/client/matrix-geometry';

type MatrixKeys = {
  geometry: MatrixGeometry;
  place: Place;
  /** Rows that are in sight at once: a page. */
  pageRows: number;
  onMove: (place: Place, extend: boolean) => void;
  onOpen: () => void;
  /** `row`: the whole store; `column`: the day in all of them. */
  onWhole: (what: 'row' | 'column' | 'all') => void;
  onEscape: () => boolean;
};

const pageColumns = 7;

/** The keys of a grid, as screen readers and spreadsheets have them; column -1 is the store itself. */
export function useMatrixKeys({ geometry, place, pageRows, onMove, onOpen, onWhole, onEscape }: MatrixKeys) {
  const { rows, columns } = geometry;
  const steps: Record<string, Place> = {
    ArrowLeft: { ...place, column: place.column - 1 },
    ArrowRight: { ...place, column: place.column + 1 },
    ArrowUp: { ...place, row: place.row - 1 },
    ArrowDown: { ...place, row: place.row + 1 },
    Home: { ...place, column: 0 },
    End: { ...place, column: columns - 1 },
    PageUp: { ...place, row: place.row - pageRows },
    PageDown: { ...place, row: place.row + pageRows },
  };
  const farSteps: Record<string, Place> = {
    ArrowLeft: { ...place, column: place.column - pageColumns },
    ArrowRight: { ...place, column: place.column + pageColumns },
    ArrowUp: { ...place, row: 0 },
    ArrowDown: { ...place, row: rows - 1 },
    Home: { row: 0, column: 0 },
    End: { row: rows - 1, column: columns - 1 },
  };
  return (event: KeyboardEvent) => {
    const { key, shiftKey, altKey } = event;
    if (altKey || event.target !== event.currentTarget) return;
    const far = event.ctrlKey || event.metaKey;
    const step = (far ? farSteps : steps)[key];
    if (step) {
      event.preventDefault();
      const column = Math.min(columns - 1, Math.max(shiftKey ? 0 : -1, step.column));
      return onMove({ row: Math.min(rows - 1, Math.max(0, step.row)), column }, shiftKey);
    }
    const act = actOf(key, { far, shiftKey });
    if (act === 'open') onOpen();
    else if (act === 'escape') {
      if (!onEscape()) return;
    } else if (act) onWhole(act);
    if (act) event.preventDefault();
  };
}

function actOf(key: string, held: { far: boolean; shiftKey: boolean }) {
  if (key === 'Enter') return 'open';
  if (key === 'Escape') return 'escape';
  if (key === 'a' && held.far) return 'all';
  if (key !== ' ') return null;
  if (held.far) return 'column';
  return held.shiftKey ? 'row' : 'open';
}
