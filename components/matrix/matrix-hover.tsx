'use client';

import { type RefObject, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { HoverCard } from '#components/matrix/hover-card';
import { type MatrixGeometry, type Place, placeAt } from '#lib/client/matrix-geometry';
import { addDays, type Day } from '#lib/contract/day';
import type { MatrixRow } from '#lib/contract/matrix';

type MatrixHoverProps = {
  scroller: RefObject<HTMLDivElement | null>;
  geometry: MatrixGeometry;
  rows: readonly MatrixRow[];
  from: Day;
};

const cardWidth = 304;
const cardHeight = 232;
const gap = 10;

/** Where the pointer is: a band along its store and its day, and a card with what is known of the two. */
export function MatrixHover({ scroller, geometry, rows, from }: MatrixHoverProps) {
  const place = useHoveredPlace(scroller, geometry);
  const row = place ? rows[place.row] : undefined;
  if (!place || !row) return null;
  const { cellWidth, rowHeight, columns, namesWidth } = geometry;
  return (
    <>
      <div
        aria-hidden
        className="pointer-events-none absolute border-ink/25 border-y bg-ink/4"
        style={{
          left: -namesWidth,
          top: place.row * rowHeight,
          width: namesWidth + columns * cellWidth,
          height: rowHeight,
        }}
      />
      <div
        aria-hidden
        className="pointer-events-none absolute top-0 bottom-0 border-ink/25 border-x bg-ink/4"
        style={{ left: place.column * cellWidth, width: cellWidth }}
      />
      {createPortal(
        <div
          className="pointer-events-none fixed z-40 rounded-lg border border-line bg-raised shadow-float"
          style={{ ...cardPlace(scroller.current, geometry, place), width: cardWidth }}
        >
          <HoverCard
            name={row.name}
            cell={{ storeId: row.storeId, day: addDays(from, place.column) }}
            letter={row.days[place.column]}
          />
        </div>,
        document.body,
      )}
    </>
  );
}

/** Beside the cell, never on it; on the other side where there is no room. */
function cardPlace(view: HTMLDivElement | null, geometry: MatrixGeometry, { row, column }: Place) {
  const box = view?.getBoundingClientRect();
  if (!view || !box) return {};
  const { cellWidth, rowHeight, namesWidth, headerHeight } = geometry;
  const left = box.left + namesWidth + column * cellWidth - view.scrollLeft;
  const top = box.top + headerHeight + row * rowHeight - view.scrollTop;
  const right = left + cellWidth + gap;
  const below = top + rowHeight + gap;
  return {
    left: right + cardWidth > window.innerWidth - gap ? Math.max(gap, left - cardWidth - gap) : right,
    top: below + cardHeight > window.innerHeight ? Math.max(gap, top - cardHeight - gap) : below,
  };
}

/** The cell under a mouse at rest or on its way; none while a button is down, and none under a finger. */
function useHoveredPlace(scroller: RefObject<HTMLDivElement | null>, geometry: MatrixGeometry): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const forget = () => setPlace(null);
    const look = ({ clientX, clientY, buttons, pointerType }: PointerEvent) => {
      if (buttons !== 0 || pointerType === 'touch') return forget();
      const box = view.getBoundingClientRect();
      const point = { x: clientX - box.left, y: clientY - box.top, left: view.scrollLeft, top: view.scrollTop };
      const inside = point.x < view.clientWidth && point.y < view.clientHeight;
      const content = geometry.namesWidth + geometry.columns * geometry.cellWidth - point.left;
      const next = inside && point.x < content ? placeAt(geometry, point) : null;
      if (!next || next.row < 0 || next.column < 0) return forget();
      setPlace((held) => (held?.row === next.row && held.column === next.column ? held : next));
    };
    view.addEventListener('pointermove', look);
    view.addEventListener('pointerdown', forget);
    view.addEventListener('pointerleave', forget);
    view.addEventListener('scroll', forget, { passive: true });
    return () => {
      view.removeEventListener('pointermove', look);
      view.removeEventListener('pointerdown', forget);
      view.removeEventListener('pointerleave', forget);
      view.removeEventListener('scroll', forget);
    };
  }, [scroller, geometry]);
  return place;
}
