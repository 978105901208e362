'use client';

import { SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { MatrixGrid } from '#components/matrix/matrix-grid';
import { MatrixLegend } from '#components/matrix/matrix-legend';
import { SelectionBar } from '#components/matrix/selection-bar';
import { useCursor } from '#components/matrix/use-cursor';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/notice';
import { besideQuery, inspect, inspected, inspectorWidth } from '#lib/client/inspector';
import { hasOpenDay, type MatrixView, rowsFound } from '#lib/client/matrix';
import { type DaySelection, selectedStates } from '#lib/client/matrix-selection';
import { setSearch } from '#lib/client/url';
import { useMedia } from '#lib/client/use-media';
import type { Matrix, MatrixRow } from '#lib/contract/matrix';

type MatrixBoardProps = { matrix: Matrix; view: MatrixView; onRecover: (selection: DaySelection) => void };

/** The grid with what a person has chosen in it. */
export function MatrixBoard({ matrix, view, onRecover }: MatrixBoardProps) {
  const t = useTranslations('matrix');
  const rows = useShownRows(matrix, view);
  const [selection, setSelection] = useState<DaySelection | null>(null);
  const shown = inspected(useSearchParams());
  const beside = useMedia(besideQuery) === true;
  const open = shown?.kind === 'cell' ? shown.cell : null;
  const [cursor, moveCursor] = useCursor(open);
  const states = useMemo(() => (selection ? selectedStates(matrix, selection) : []), [matrix, selection]);
  const clear = useCallback(() => setSelection(null), []);
  if (rows.length === 0) {
    return (
      <>
        <NoneFound everyStoreComplete={view.onlyProblems && view.find === ''} />
        <MatrixLegend />
      </>
    );
  }
  return (
    <>
      <h3 className="sr-only">{t('gridHeading')}</h3>
      <MatrixGrid
        matrix={matrix}
        rows={rows}
        cursor={cursor}
        onCursor={moveCursor}
        selection={selection}
        onSelect={setSelection}
        open={open}
        coveredRight={shown && beside ? inspectorWidth : 0}
        onOpen={(cell) => inspect({ kind: 'cell', cell })}
        onOpenStore={(storeId) => inspect({ kind: 'store', storeId })}
        onLeave={() => {
          if (shown) inspect(null);
          return shown !== null;
        }}
      />
      <MatrixLegend />
      {selection ? <SelectionBar selection={selection} states={states} onRecover={onRecover} onClear={clear} /> : null}
    </>
  );
}

/** A store that had open days when the filter was set stays, so that no row leaves from under the pointer. */
function useShownRows(matrix: Matrix, { onlyProblems, find }: MatrixView): MatrixRow[] {
  const [first] = useState(() => new Set(matrix.rows.filter(hasOpenDay).map(({ storeId }) => storeId)));
  return useMemo(() => {
    const rows = onlyProblems ? matrix.rows.filter((row) => first.has(row.storeId) || hasOpenDay(row)) : matrix.rows;
    return rowsFound(rows, find);
  }, [matrix.rows, onlyProblems, find, first]);
}

function NoneFound({ everyStoreComplete }: { everyStoreComplete: boolean }) {
  const t = useTranslations('matrix');
  return (
    <Empty
      icon={SearchX}
      title={t(everyStoreComplete ? 'everyStoreComplete' : 'noneFound')}
      action={<Button onClick={() => setSearch({ only: null, stores: null })}>{t('showAll')}</Button>}
    />
  );
}
