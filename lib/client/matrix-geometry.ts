/** How the matrix is laid out, in CSS pixels: the names on the left and the days on top stay in sight. */
export type MatrixGeometry = {
  rows: number;
  columns: number;
  cellWidth: number;
  rowHeight: number;
  namesWidth: number;
  headerHeight: number;
};

type Size = { rows: number; columns: number; width: number };

const mostDaysOfWideCells = 60;
const mostDaysOfMonths = 130;
const widestCell = 40;
const narrowWidth = 640;

/** Cells are at least as wide as they must be to be read, and grow to fill the width that is there. */
export function matrixGeometry({ rows, columns, width }: Size): MatrixGeometry {
  const namesWidth = width < narrowWidth ? 104 : 168;
  const fitting = Math.floor((width - namesWidth) / Math.max(1, columns));
  return {
    rows,
    columns,
    namesWidth,
    cellWidth: Math.min(widestCell, Math.max(narrowestCell(columns), fitting)),
    rowHeight: rowHeightOf(columns),
    headerHeight: headerHeightOf(columns),
  };
}

function narrowestCell(columns: number): number {
  if (columns <= mostDaysOfWideCells) return 28;
  if (columns <= mostDaysOfMonths) return 11;
  return columns <= 400 ? 8 : 6;
}

/** Of the days alone, so that the height is known before the width. */
export function rowHeightOf(columns: number): number {
  return columns <= mostDaysOfWideCells ? 28 : 22;
}

export function headerHeightOf(columns: number): number {
  return columns <= mostDaysOfWideCells ? 48 : 40;
}

export type Place = { row: number; column: number };

/** Where the content is scrolled to, and a point of what is seen of it. */
export type Point = { x: number; y: number; left: number; top: number };

/** The cell under a point; `row` is -1 in the heading, `column` is -1 among the names. Past the last cell is the last. */
export function placeAt(geometry: MatrixGeometry, { x, y, left, top }: Point): Place {
  const { rows, columns, namesWidth, headerHeight, cellWidth, rowHeight } = geometry;
  return {
    row: y < headerHeight ? -1 : Math.min(rows - 1, Math.floor((y - headerHeight + top) / rowHeight)),
    column: x < namesWidth ? -1 : Math.min(columns - 1, Math.floor((x - namesWidth + left) / cellWidth)),
  };
}

/** The same for a drag that began on a cell: names and heading are then no place to go to. */
export function cellPlaceAt(geometry: MatrixGeometry, point: Point): Place {
  const { namesWidth, headerHeight } = geometry;
  return placeAt(geometry, { ...point, x: Math.max(namesWidth, point.x), y: Math.max(headerHeight, point.y) });
}

export type Window = { left: number; top: number; width: number; height: number };

/** The blocks of cells, each drawn once, that a window of the content touches, with a margin. */
export type TileRange = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };

const tileEdge = 480;
const margin = 240;

/** Cells of one tile: about 480 pixels each way, so that a frame draws few of them and memory stays small. */
export function tileSize({ cellWidth, rowHeight }: MatrixGeometry): { rows: number; columns: number } {
  return {
    rows: Math.max(1, Math.floor(tileEdge / rowHeight)),
    columns: Math.max(1, Math.floor(tileEdge / cellWidth)),
  };
}

export function tilesIn(geometry: MatrixGeometry, window: Window): TileRange {
  const { rows, columns, cellWidth, rowHeight } = geometry;
  const tile = tileSize(geometry);
  const along = (start: number, length: number, edge: number, count: number) => ({
    first: Math.max(0, Math.floor((start - margin) / edge)),
    last: Math.min(Math.ceil(count) - 1, Math.floor((start + length + margin) / edge)),
  });
  const down = along(window.top, window.height, tile.rows * rowHeight, rows / tile.rows);
  const across = along(window.left, window.width, tile.columns * cellWidth, columns / tile.columns);
  return { firstRow: down.first, lastRow: down.last, firstColumn: across.first, lastColumn: across.last };
}

/** Where to scroll so that a cell is in sight, clear of names, heading and what covers the right edge. */
export function scrollToShow(
  geometry: MatrixGeometry,
  { row, column }: Place,
  seen: Window & { covered: number },
): { left: number; top: number } {
  const { cellWidth, rowHeight, namesWidth, headerHeight } = geometry;
  const acrossLength = seen.width - namesWidth - seen.covered;
  return {
    left: column < 0 ? seen.left : nearest(seen.left, acrossLength, column * cellWidth, cellWidth),
    top: nearest(seen.top, seen.height - headerHeight, row * rowHeight, rowHeight),
  };
}

function nearest(start: number, length: number, at: number, size: number): number {
  if (at < start) return at;
  return at + size > start + length ? at + size - length : start;
}
