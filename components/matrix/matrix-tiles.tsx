'use client';

import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { drawCell } from '#lib/client/cell-drawing';
import { stateOf } from '#lib/client/matrix';
import { type MatrixGeometry, type TileRange, tileSize, tilesIn } from '#lib/client/matrix-geometry';
import { type Paint, usePaint } from '#lib/client/use-palette';
import type { MatrixRow } from '#lib/contract/matrix';
import { StoreDayState } from '#lib/contract/store-day';

type MatrixTilesProps = {
  rows: readonly MatrixRow[];
  geometry: MatrixGeometry;
  /** 1 to 7, Monday first, of the first day. */
  firstWeekday: number;
  scroller: RefObject<HTMLDivElement | null>;
};

/**
 * The cells, painted on a few canvases that scroll with the page: scrolling costs the main thread nothing but the
 * tiles that come into sight, and a tile is painted again only when one of its letters changed.
 */
export const MatrixTiles = memo(function MatrixTiles({ rows, geometry, firstWeekday, scroller }: MatrixTilesProps) {
  const paint = usePaint();
  const range = useTileRange(scroller, geometry);
  const { cellWidth, rowHeight } = geometry;
  const sprites = useMemo(
    () => (paint ? makeSprites(paint, { cellWidth, rowHeight }) : null),
    [paint, cellWidth, rowHeight],
  );
  if (!range || !sprites) return null;
  const tile = tileSize(geometry);
  const places = placesOf(range);
  return places.map(([tileRow, tileColumn]) => {
    const firstRow = tileRow * tile.rows;
    const firstColumn = tileColumn * tile.columns;
    const letters = rows
      .slice(firstRow, firstRow + tile.rows)
      .map(({ days }) => days.slice(firstColumn, firstColumn + tile.columns));
    return (
      <Tile
        key={`${tileRow} ${tileColumn}`}
        letters={letters.join('\n')}
        left={firstColumn * cellWidth}
        top={firstRow * rowHeight}
        firstWeekday={((firstWeekday - 1 + firstColumn) % 7) + 1}
        sprites={sprites}
      />
    );
  });
});

function placesOf({ firstRow, lastRow, firstColumn, lastColumn }: TileRange): [number, number][] {
  const places: [number, number][] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) places.push([row, column]);
  }
  return places;
}

/** Which tiles are in sight, or nearly; changes only when that does. */
function useTileRange(scroller: RefObject<HTMLDivElement | null>, geometry: MatrixGeometry): TileRange | null {
  const [range, setRange] = useState<TileRange | null>(null);
  useEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const look = () => {
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = view;
      const next = tilesIn(geometry, { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight });
      setRange((held) => (held && sameRange(held, next) ? held : next));
    };
    look();
    view.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(view);
    return () => {
      view.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [scroller, geometry]);
  return range;
}

function sameRange(one: TileRange, other: TileRange): boolean {
  return (
    one.firstRow === other.firstRow &&
    one.lastRow === other.lastRow &&
    one.firstColumn === other.firstColumn &&
    one.lastColumn === other.lastColumn
  );
}

type TileProps = { letters: string; left: number; top: number; firstWeekday: number; sprites: Sprites };

const Tile = memo(function Tile({ letters, left, top, firstWeekday, sprites }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lines = letters.split('\n');
  const width = (lines[0]?.length ?? 0) * sprites.cellWidth;
  const height = lines.length * sprites.rowHeight;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintTile(context, { lines: letters.split('\n'), firstWeekday, sprites });
  }, [letters, firstWeekday, sprites]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={Math.round(width * sprites.scale)}
      height={Math.round(height * sprites.scale)}
      style={{ left, top, width, height }}
      className="absolute"
    />
  );
});

type Painting = { lines: readonly string[]; firstWeekday: number; sprites: Sprites };

const saturday = 6;

function paintTile(context: CanvasRenderingContext2D, { lines, firstWeekday, sprites }: Painting): void {
  const { cellWidth, rowHeight, scale, images, weekend } = sprites;
  const columns = lines[0]?.length ?? 0;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, columns * cellWidth, lines.length * rowHeight);
  context.fillStyle = weekend;
  for (let column = 0; column < columns; column++) {
    if (((firstWeekday - 1 + column) % 7) + 1 >= saturday) {
      context.fillRect(column * cellWidth, 0, cellWidth, lines.length * rowHeight);
    }
  }
  for (const [row, line] of lines.entries()) {
    for (let column = 0; column < line.length; column++) {
      const image = images.get(stateOf(line[column]));
      if (image) context.drawImage(image, column * cellWidth, row * rowHeight, cellWidth, rowHeight);
    }
  }
}

type CellSize = { cellWidth: number; rowHeight: number };
type Sprites = CellSize & { scale: number; weekend: string; images: Map<StoreDayState, HTMLCanvasElement> };

const roomyCell = 20;

/** Each state drawn once at this size: painting a tile is copying them. */
function makeSprites({ palette, scale }: Paint, { cellWidth, rowHeight }: CellSize): Sprites {
  const gap = cellWidth >= roomyCell ? 2 : 1;
  const images = new Map<StoreDayState, HTMLCanvasElement>();
  for (const state of StoreDayState.options) {
    const image = document.createElement('canvas');
    image.width = Math.round(cellWidth * scale);
    image.height = Math.round(rowHeight * scale);
    const context = image.getContext('2d');
    if (!context) continue;
    context.scale(scale, scale);
    const box = { x: gap / 2, y: 1, width: cellWidth - gap, height: rowHeight - 2 };
    drawCell(context, state, box, palette[state]);
    images.set(state, image);
  }
  return { cellWidth, rowHeight, scale, weekend: palette.weekend, images };
}
