'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { MatrixHeader } from '#components/matrix/matrix-header';
import { MatrixHover } from '#components/matrix/matrix-hover';
import { MatrixNames } from '#components/matrix/matrix-names';
import { CursorCell, SelectionBoxes } from '#components/matrix/matrix-overlay';
import { MatrixTiles } from '#components/matrix/matrix-tiles';
import { useBox } from '#components/matrix/use-box';
import { useMatrixKeys } from '#components/matrix/use-matrix-keys';
import { type Press, useMatrixPointer } from '#components/matrix/use-matrix-pointer';
import { type Cell, cellText } from '#lib/client/matrix';
import { matrixGeometry, type Place, scrollToShow } from '#lib/client/matrix-geometry';
import { weekdayOf } from '#lib/client/matrix-months';
import { type DaySelection, selectionBetween, selectionOfPlaces, withStore } from '#lib/client/matrix-selection';
import { useTimes } from '#lib/client/use-times';
import { addDays, daysBetween } from '#lib/contract/day';
import type { Matrix, MatrixRow } from '#lib/contract/matrix';
import type { StoreId } from '#lib/contract/store';

type MatrixGridProps = {
  matrix: Matrix;
  /** Those that are shown, in their order. */
  rows: readonly MatrixRow[];
  cursor: Cell | null;
  onCursor: (cell: Cell) => void;
  selection: DaySelection | null;
  onSelect: (selection: DaySelection | null) => void;
  /** The cell that the inspector shows. */
  open: Cell | null;
  /** Of the window's right edge, what the inspector covers. */
  coveredRight: number;
  onOpen: (cell: Cell) => void;
  onOpenStore: (storeId: StoreId) => void;
  /** Esc with nothing selected; false leaves the key to others. */
  onLeave: () => boolean;
};

const nowhere: Place = { row: 0, column: 0 };
const noStores: StoreId[] = [];

/** Stores × days: one grid for mouse, finger, keyboard and screen reader. */
export function MatrixGrid(props: MatrixGridProps) {
  const { matrix, rows, selection, open, coveredRight } = props;
  const t = useTranslations('matrix');
  const times = useTimes();
  const scroller = useRef<HTMLDivElement>(null);
  const box = useBox(scroller);
  const { from, to, due } = matrix;
  const columns = daysBetween(from, to) + 1;
  const geometry = useMemo(
    () => matrixGeometry({ rows: rows.length, columns, width: box?.width ?? 0 }),
    [rows.length, columns, box?.width],
  );
  const { cellWidth, rowHeight, namesWidth, headerHeight } = geometry;
  const covered = box ? Math.max(0, box.right - (window.innerWidth - coveredRight)) : 0;
  const place = useCursorPlace(props);
  const cursorRow = rows[place.row];
  const cursorId = `matrix-${cursorRow?.storeId ?? ''}-${place.column}`;
  const acts = useGridActs({ ...props, place });
  const pointer = useMatrixPointer({ scroller, geometry, onDrag: acts.drag, onPress: acts.press });
  const pageRows = Math.max(1, Math.floor(((box?.height ?? 0) - headerHeight) / rowHeight) - 1);
  const onKeyDown = useMatrixKeys({ geometry, place, pageRows, ...acts.keys });
  useScroll({
    scroller,
    geometry,
    place,
    covered,
    period: `${from} ${to}`,
    ready: box !== null,
    moved: props.cursor !== null,
  });
  const dueColumn = daysBetween(from, due) + 1;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold cells that are painted
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('gridLabel', { stores: rows.length, from: times.day(from), to: times.day(to) })}
      aria-describedby="matrix-keys"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns + 1}
      aria-multiselectable
      aria-activedescendant={cursorRow ? cursorId : undefined}
      className="group/grid isolate contain-content relative max-h-[max(20rem,72dvh)] select-none overflow-auto overscroll-x-contain outline-none"
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <div
        className="relative"
        style={{
          width: namesWidth + columns * cellWidth + covered,
          height: headerHeight + rows.length * rowHeight,
          visibility: box ? undefined : 'hidden',
        }}
      >
        <div className="sticky top-0 z-20 flex border-line border-b bg-surface" style={{ height: headerHeight }}>
          <div
            aria-hidden
            className="sticky left-0 z-10 flex shrink-0 items-end border-line border-r bg-surface px-3 pb-1 text-faint text-xs sm:px-4"
            style={{ width: namesWidth }}
          >
            {t('store')}
          </div>
          <div style={{ width: columns * cellWidth }} className="h-full shrink-0">
            <MatrixHeader geometry={geometry} from={from} to={to} today={times.today} locale={times.locale} />
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <div role="row" aria-rowindex={1} className="sr-only">
          {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
          <span role="columnheader" aria-colindex={1}>
            {t('store')}
          </span>
        </div>
        <div className="sticky left-0 z-10 bg-surface" style={{ width: namesWidth }}>
          <MatrixNames
            rows={rows}
            geometry={geometry}
            selected={selection?.stores ?? noStores}
            cursorRow={place.row}
            onName={place.column < 0}
          />
        </div>
        <div
          className="absolute"
          style={{ left: namesWidth, top: headerHeight, width: columns * cellWidth, height: rows.length * rowHeight }}
        >
          {/* Painted apart, so that what moves over the cells does not paint them again. */}
          <div className="isolate contain-strict absolute inset-0 will-change-transform">
            <MatrixTiles rows={rows} geometry={geometry} firstWeekday={weekdayOf(from)} scroller={scroller} />
          </div>
          <div className="absolute inset-0 isolate will-change-transform">
            {dueColumn > 0 && dueColumn < columns ? (
              <div
                aria-hidden
                className="pointer-events-none absolute top-0 bottom-0 border-accent border-l-2 border-dashed"
                style={{ left: dueColumn * cellWidth - 1 }}
              />
            ) : null}
            <SelectionBoxes rows={rows} geometry={geometry} from={from} selection={selection} />
            {cursorRow ? (
              <CursorCell
                key={cursorId}
                id={cursorId}
                row={cursorRow}
                place={place}
                geometry={geometry}
                from={from}
                locale={times.locale}
                selection={selection}
                open={
                  open !== null &&
                  cellText(open) === cellText({ storeId: cursorRow.storeId, day: addDays(from, place.column) })
                }
              />
            ) : null}
            <MatrixHover scroller={scroller} geometry={geometry} rows={rows} from={from} />
          </div>
        </div>
      </div>
    </div>
  );
}

/** Where the keyboard is; at first on the newest due day of the first store. */
function useCursorPlace({ matrix: { from, to, due }, rows, cursor }: MatrixGridProps): Place {
  return useMemo(() => {
    if (rows.length === 0) return nowhere;
    const columns = daysBetween(from, to) + 1;
    const row = cursor ? rows.findIndex(({ storeId }) => storeId === cursor.storeId) : 0;
    const day = cursor?.day ?? due;
    const column = day < from ? -1 : Math.min(columns - 1, daysBetween(from, day));
    return { row: Math.max(0, row), column };
  }, [from, to, due, rows, cursor]);
}

function useGridActs(props: MatrixGridProps & { place: Place }) {
  const { matrix, rows, place, selection, cursor, onCursor, onSelect, onOpen, onOpenStore, onLeave } = props;
  // Shift extends from where the selection began, not from where it has come to.
  const anchor = useRef<Cell | null>(null);
  const cellAt = ({ row, column }: Place): Cell | null => {
    const storeId = rows[row]?.storeId;
    return storeId === undefined ? null : { storeId, day: addDays(matrix.from, column) };
  };
  const here = () => cellAt(place);
  const extendTo = (cell: Cell) => {
    anchor.current ??= cursor ?? here() ?? cell;
    onSelect(selectionBetween(rows, anchor.current, cell));
  };
  const press = ({ place: at, extend, toggle, touch }: Press) => {
    // A finger has no Shift: once something is selected, a tap says where the selection ends.
    const goesOn = touch && selection !== null;
    const storeId = rows[at.row]?.storeId;
    if (at.row < 0) {
      if (at.column >= 0) onSelect(selectionOfPlaces(matrix, rows, [at, at]));
      return;
    }
    if (storeId === undefined) return;
    if (toggle || (goesOn && at.column < 0)) return onSelect(withStore(selection, storeId, wholePeriod(matrix)));
    const cell = cellAt({ row: at.row, column: Math.max(0, at.column) });
    if (!cell) return;
    if (at.column < 0)
      return extend ? onSelect(storesUpTo(rows, selection, { storeId, matrix })) : onOpenStore(storeId);
    if (extend || goesOn) {
      extendTo(cell);
      return onCursor(cell);
    }
    anchor.current = null;
    onSelect(null);
    onCursor(cell);
    onOpen(cell);
  };
  return {
    press,
    drag: (places: [Place, Place]) => {
      const start = cellAt({ row: Math.max(0, places[0].row), column: Math.max(0, places[0].column) });
      anchor.current = start;
      onSelect(selectionOfPlaces(matrix, rows, places));
    },
    keys: {
      onMove: (next: Place, extend: boolean) => {
        const cell = cellAt(next);
        if (!cell) return;
        if (extend) extendTo(cell);
        else anchor.current = null;
        onCursor(cell);
      },
      onOpen: () => {
        const cell = here();
        if (!cell) return;
        if (place.column < 0) onOpenStore(cell.storeId);
        else onOpen(cell);
      },
      onWhole: (what: 'row' | 'column' | 'all') => {
        const row = what === 'row' ? place.row : -1;
        const column = what === 'column' ? Math.max(0, place.column) : -1;
        onSelect(
          selectionOfPlaces(matrix, rows, [
            { row, column },
            { row, column },
          ]),
        );
      },
      onEscape: () => {
        if (!selection) return onLeave();
        anchor.current = null;
        onSelect(null);
        return true;
      },
    },
  };
}

/** All that is due: a day that has not come is nothing to act on. */
function wholePeriod({ from, to, due }: Matrix) {
  return { from, to: due < from ? to : due < to ? due : to };
}

/** Shift on a name: every store from the last one chosen to this one. */
function storesUpTo(
  rows: readonly MatrixRow[],
  selection: DaySelection | null,
  { storeId, matrix }: { storeId: StoreId; matrix: Matrix },
): DaySelection {
  const period = selection ?? wholePeriod(matrix);
  const start = selection?.stores.at(-1) ?? storeId;
  const cells = [start, storeId].map((id): Cell => ({ storeId: id, day: period.from }));
  const [one, other] = cells;
  const between = one && other ? selectionBetween(rows, one, other).stores : [storeId];
  return { stores: [...new Set([...(selection?.stores ?? []), ...between])], from: period.from, to: period.to };
}

type Scroll = {
  scroller: React.RefObject<HTMLDivElement | null>;
  geometry: ReturnType<typeof matrixGeometry>;
  place: Place;
  covered: number;
  period: string;
  ready: boolean;
  /** Whether a person has gone to a cell; until then the newest days are what is in sight. */
  moved: boolean;
};

/** A new period begins at its newest day; after that the cell that is on stays in sight, whoever moves it. */
function useScroll({ scroller, geometry, place, covered, period, ready, moved }: Scroll): void {
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const view = scroller.current;
    if (!view || !ready || shown.current === period) return;
    shown.current = period;
    view.scrollLeft = view.scrollWidth;
  }, [scroller, period, ready]);
  useEffect(() => {
    const view = scroller.current;
    if (!view || !ready || !moved) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = view;
    const seen = { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight, covered };
    const { left, top } = scrollToShow(geometry, place, seen);
    if (left !== scrollLeft || top !== scrollTop) view.scrollTo({ left, top });
  }, [scroller, geometry, place, covered, ready, moved]);
}
