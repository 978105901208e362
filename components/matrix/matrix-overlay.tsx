'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { longDayText } from '#lib/client/format';
import { stateOf } from '#lib/client/matrix';
import type { MatrixGeometry, Place } from '#lib/client/matrix-geometry';
import { type DaySelection, isSelected, rowBlocks } from '#lib/client/matrix-selection';
import { addDays, type Day, daysBetween } from '#lib/contract/day';
import type { MatrixRow } from '#lib/contract/matrix';

type SelectionBoxesProps = {
  rows: readonly MatrixRow[];
  geometry: MatrixGeometry;
  from: Day;
  selection: DaySelection | null;
};

/** What is selected: one frame for each block of neighbouring stores. */
export function SelectionBoxes({ rows, geometry, from, selection }: SelectionBoxesProps) {
  if (!selection) return null;
  const { cellWidth, rowHeight, columns } = geometry;
  const first = Math.max(0, daysBetween(from, selection.from));
  const last = Math.min(columns - 1, daysBetween(from, selection.to));
  if (last < first) return null;
  return rowBlocks(rows, selection).map((block) => (
    <div
      key={block.first}
      aria-hidden
      className="pointer-events-none absolute rounded-sm border-2 border-accent bg-accent/15"
      style={{
        left: first * cellWidth,
        top: block.first * rowHeight,
        width: (last - first + 1) * cellWidth,
        height: (block.last - block.first + 1) * rowHeight,
      }}
    />
  ));
}

type CursorCellProps = {
  id: string;
  row: MatrixRow;
  place: Place;
  geometry: MatrixGeometry;
  from: Day;
  locale: string;
  selection: DaySelection | null;
  open: boolean;
};

/** The cell that the keyboard is on: a frame for the eye, and for screen readers the cell itself, in words. */
export function CursorCell({ id, row, place, geometry, from, locale, selection, open }: CursorCellProps) {
  const t = useTranslations();
  const { cellWidth, rowHeight } = geometry;
  const onName = place.column < 0;
  const day = addDays(from, Math.max(0, place.column));
  const state = stateOf(row.days[place.column]);
  const words = { name: row.name, day: longDayText(day, locale), state: t(`storeDay.${state}.name`) };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the cell
    // biome-ignore lint/a11y/useFocusableInteractive: see the cell
    <div role="row" aria-rowindex={place.row + 2} className="contents">
      {/* biome-ignore lint/a11y/useSemanticElements: the cells are painted; this one stands for the cell that is on */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points here by aria-activedescendant */}
      <div
        id={id}
        role="gridcell"
        aria-colindex={place.column + 2}
        aria-selected={isSelected(selection, { storeId: row.storeId, day })}
        aria-label={
          onName
            ? t('matrix.storeLabel', { name: row.name })
            : `${t('matrix.cellLabel', words)}. ${t(`storeDay.${state}.meaning`)}`
        }
        className={clsx(
          'pointer-events-none absolute rounded-sm outline-offset-0',
          onName && 'sr-only',
          open ? 'outline-2 outline-ink' : 'group-focus/grid:outline-2 group-focus/grid:outline-ink',
        )}
        style={{
          left: Math.max(0, place.column) * cellWidth,
          top: place.row * rowHeight,
          width: cellWidth,
          height: rowHeight,
        }}
      />
    </div>
  );
}
