'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { countOpenDays } from '#lib/client/matrix';
import type { MatrixGeometry } from '#lib/client/matrix-geometry';
import type { MatrixRow } from '#lib/contract/matrix';
import type { StoreId } from '#lib/contract/store';

type MatrixNamesProps = {
  rows: readonly MatrixRow[];
  geometry: MatrixGeometry;
  selected: readonly StoreId[];
  /** The row of the cell that the keyboard is on. */
  cursorRow: number;
  /** Whether the keyboard is on the store itself and not on one of its days. */
  onName: boolean;
};

/** The stores, each with the number of its days that are open. Presses and keys are heard by the grid around them. */
export const MatrixNames = memo(function MatrixNames({ rows, geometry, selected, ...cursor }: MatrixNamesProps) {
  const t = useTranslations('matrix');
  const chosen = new Set(selected);
  return rows.map((row, place) => (
    <Name
      key={row.storeId}
      t={t}
      row={row}
      place={place}
      height={geometry.rowHeight}
      chosen={chosen.has(row.storeId)}
      on={cursor.onName && place === cursor.cursorRow}
    />
  ));
});

type NameProps = {
  t: ReturnType<typeof useTranslations<'matrix'>>;
  row: MatrixRow;
  place: number;
  height: number;
  chosen: boolean;
  on: boolean;
};

const Name = memo(function Name({ t, row, place, height, chosen, on }: NameProps) {
  const open = row.active ? countOpenDays(row) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table cannot hold cells that are painted elsewhere
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the cell that is on
    <div role="row" aria-rowindex={place + 2} style={{ height }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      <div
        role="rowheader"
        aria-colindex={1}
        title={row.storeId}
        className={clsx(
          'flex h-full cursor-pointer items-center gap-1.5 border-line border-r pr-2 pl-3 leading-4 hover:text-accent sm:pl-4',
          height > 24 ? 'text-sm' : 'text-xs',
          on && '-outline-offset-2 group-focus/grid:outline-2 group-focus/grid:outline-ink',
          chosen && 'bg-accent-tint font-medium',
          !row.active && 'text-faint italic',
        )}
      >
        <span className="min-w-0 flex-1 truncate">{row.name}</span>
        {open > 0 ? (
          <span className="shrink-0 font-medium text-bad text-xs">
            {open}
            <span className="sr-only"> {t('openDays', { count: open })}</span>
          </span>
        ) : null}
      </div>
    </div>
  );
});
