import { type BadCell, BadCellError } from '#lib/sources/tds/bad-cell';
import { type BatchWriter, isFull, writeNull } from '#lib/sources/tds/column-writer';
import { incomplete, isNullByBitmap, joinChunks, rowEnd } from '#lib/sources/tds/row-end';
import { framing, type RowPlan, type WireColumn } from '#lib/sources/tds/row-plan';
import type { WireCell } from '#lib/sources/tds/wire-cell';
import { writeCell } from '#lib/sources/tds/write-cell';

export const rowToken = 0xd1;
export const nullBitmapRowToken = 0xd2;

const nullShort = 0xffff;

/** The first row that cannot be stored: the batch holds its other cells, up to `column`, at `row`. */
export type BadRow = { row: number; column: string; cell: BadCell };

/** `position` is behind the last whole row. `stopped` tells why: another token, bytes still to come, a full batch, a bad row. */
export type RowsRead = { position: number; stopped: 'token' | 'incomplete' | 'full' | 'bad'; bad: BadRow | null };

/** Rows start from `position` on and before `until`; the bytes of the last one may go on behind it. */
export type RowSpan = { view: DataView; position: number; until: number };

/** Reads the rows that start from `position` on and before `until` into the batch, for as long as there are any. */
export function readRows(plan: RowPlan, batch: BatchWriter, { view, position, until }: RowSpan): RowsRead {
  const end = view.byteLength;
  const cell: WireCell = { view, start: 0, length: 0, scale: 0 };
  let at = position;
  while (at < until) {
    const token = view.getUint8(at);
    if (token !== rowToken && token !== nullBitmapRowToken) return { position: at, stopped: 'token', bad: null };
    if (isFull(batch)) return { position: at, stopped: 'full', bad: null };
    const bitmap = token === nullBitmapRowToken ? at + 1 : -1;
    cell.start = at + 1 + (bitmap < 0 ? 0 : (plan.columns.length + 7) >> 3);
    if (end - at < plan.longestRow && !isWhole(plan, view, cell.start, bitmap)) break;
    const bad = readRow(plan, batch, cell, bitmap);
    if (bad !== null) return { position: at, stopped: 'bad', bad };
    at = cell.start;
    batch.rows += 1;
  }
  return { position: at, stopped: 'incomplete', bad: null };
}

/** Passes over rows without reading them: the answer to a request that was cancelled. */
export function skipRows(plan: RowPlan, { view, position, until }: RowSpan): RowsRead {
  let at = position;
  while (at < until) {
    const token = view.getUint8(at);
    if (token !== rowToken && token !== nullBitmapRowToken) return { position: at, stopped: 'token', bad: null };
    const bitmap = token === nullBitmapRowToken ? at + 1 : -1;
    const start = at + 1 + (bitmap < 0 ? 0 : (plan.columns.length + 7) >> 3);
    const next = start <= view.byteLength ? rowEnd(plan, view, start, bitmap) : incomplete;
    if (next === incomplete) break;
    at = next;
  }
  return { position: at, stopped: 'incomplete', bad: null };
}

const isWhole = (plan: RowPlan, view: DataView, start: number, bitmap: number): boolean =>
  start <= view.byteLength && rowEnd(plan, view, start, bitmap) !== incomplete;

/** Reads the row whose first value starts at the cell; leaves the cell at the end of the row. */
function readRow(plan: RowPlan, batch: BatchWriter, cell: WireCell, bitmap: number): BadRow | null {
  const { columns } = plan;
  const row = batch.rows;
  let index = 0;
  try {
    for (; index < columns.length; index += 1) {
      const column = columns[index];
      if (column === undefined) break;
      if (isNullByBitmap(cell.view, bitmap, index)) writeNoValue(column, row);
      else readValue(column, row, cell);
    }
    return null;
  } catch (error) {
    if (!(error instanceof BadCellError)) throw error;
    return { row, column: columns[index]?.writer?.name ?? '', cell: error.cell };
  }
}

function writeNoValue({ writer }: WireColumn, row: number): void {
  if (writer === null) return;
  if (!writer.nullable) throw new BadCellError('null', 'null');
  writeNull(writer, row);
}

/** Reads the value at the cell and moves the cell behind it. */
function readValue(column: WireColumn, row: number, cell: WireCell): void {
  if (column.framing > framing.short) {
    readLong(column, row, cell);
    return;
  }
  const isThere = frame(column, cell);
  const next = cell.start + cell.length;
  if (isThere) writeCell(column, row, cell);
  else writeNoValue(column, row);
  cell.start = next;
}

/** Points the cell at the value behind its length; false, with nothing to pass over, for a null. */
function frame(column: WireColumn, cell: WireCell): boolean {
  if (column.framing === framing.short) {
    const length = cell.view.getUint16(cell.start, true);
    cell.start += 2;
    cell.length = length === nullShort ? 0 : length;
    return length !== nullShort;
  }
  if (column.framing === framing.byte) {
    cell.length = cell.view.getUint8(cell.start);
    cell.start += 1;
  } else cell.length = column.size;
  return cell.length > 0;
}

function readLong(column: WireColumn, row: number, cell: WireCell): void {
  const { view, start } = cell;
  const next = rowEnd({ columns: [column], longestRow: 0 }, view, start, -1);
  const value = column.framing === framing.chunks ? joinChunks(view, start) : plainBytes(column, view, start);
  if (value === null) writeNoValue(column, row);
  else writeCell(column, row, { view: value, start: 0, length: value.byteLength, scale: 0 });
  cell.start = next;
}

/** The bytes behind a length of four bytes, or behind a pointer and such a length; null without a pointer. */
function plainBytes(column: WireColumn, view: DataView, start: number): DataView | null {
  const pointer = column.framing === framing.pointer ? view.getUint8(start) : -1;
  if (pointer === 0) return null;
  const lengthAt = pointer < 0 ? start : start + 1 + pointer + 8;
  return new DataView(view.buffer, view.byteOffset + lengthAt + 4, view.getUint32(lengthAt, true));
}
