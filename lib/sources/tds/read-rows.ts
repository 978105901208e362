import { type BadCell, BadCellError } from '#lib/sources/tds/bad-cell';
import { type BatchWriter, writeNull } from '#lib/sources/tds/column-writer';
import { incomplete, isNullByBitmap, joinChunks, rowEnd } from '#lib/sources/tds/row-end';
import { framing, type RowPlan, type WireColumn } from '#lib/sources/tds/row-plan';
import { writeCell } from '#lib/sources/tds/write-cell';

export const rowToken = 0xd1;
export const nullBitmapRowToken = 0xd2;

const nullShort = 0xffff;

/** The first row that cannot be stored: the batch holds its other cells, up to `column`, at `row`. */
export type BadRow = { row: number; column: string; cell: BadCell };

/** `position` is behind the last whole row. `stopped` tells why: another token, bytes still to come, a full batch, a bad row. */
export type RowsRead = { position: number; stopped: 'token' | 'incomplete' | 'full' | 'bad'; bad: BadRow | null };

/** Reads rows from `position` on into the batch for as long as there are any. */
export function readRows(plan: RowPlan, batch: BatchWriter, view: DataView, position: number): RowsRead {
  const end = view.byteLength;
  let at = position;
  while (at < end) {
    const token = view.getUint8(at);
    if (token !== rowToken && token !== nullBitmapRowToken) return { position: at, stopped: 'token', bad: null };
    if (batch.rows === batch.capacity) return { position: at, stopped: 'full', bad: null };
    const bitmap = token === nullBitmapRowToken ? at + 1 : -1;
    const start = at + 1 + (bitmap < 0 ? 0 : (plan.columns.length + 7) >> 3);
    if (end - at < plan.longestRow && !isWhole(plan, view, start, bitmap)) break;
    const next = readRow(plan, batch, view, { start, bitmap });
    if (typeof next !== 'number') return { position: at, stopped: 'bad', bad: next };
    at = next;
    batch.rows += 1;
  }
  return { position: at, stopped: 'incomplete', bad: null };
}

/** Passes over rows without reading them: the answer to a request that was cancelled. */
export function skipRows(plan: RowPlan, view: DataView, position: number): RowsRead {
  let at = position;
  while (at < view.byteLength) {
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

type RowStart = { start: number; bitmap: number };

function readRow(plan: RowPlan, batch: BatchWriter, view: DataView, { start, bitmap }: RowStart): number | BadRow {
  const { columns } = plan;
  const row = batch.rows;
  let at = start;
  let index = 0;
  try {
    for (; index < columns.length; index += 1) {
      const column = columns[index];
      if (column === undefined) break;
      at = isNullByBitmap(view, bitmap, index) ? noValue(column, row, at) : readValueAt(column, row, view, at);
    }
    return at;
  } catch (error) {
    if (!(error instanceof BadCellError)) throw error;
    return { row, column: columns[index]?.writer?.name ?? '', cell: error.cell };
  }
}

function noValue(column: WireColumn, row: number, next: number): number {
  const writer = column.writer;
  if (writer !== null) {
    if (!writer.nullable) throw new BadCellError('null', 'null');
    writeNull(writer, row);
  }
  return next;
}

/** Reads the value at `at`; answers where the next one starts. */
function readValueAt(column: WireColumn, row: number, view: DataView, at: number): number {
  switch (column.framing) {
    case framing.short: {
      const length = view.getUint16(at, true);
      if (length === nullShort) return noValue(column, row, at + 2);
      writeCell(column, row, view, at + 2, length);
      return at + 2 + length;
    }
    case framing.byte: {
      const length = view.getUint8(at);
      if (length === 0) return noValue(column, row, at + 1);
      writeCell(column, row, view, at + 1, length);
      return at + 1 + length;
    }
    case framing.fixed:
      if (column.size === 0) return noValue(column, row, at);
      writeCell(column, row, view, at, column.size);
      return at + column.size;
    default:
      return readLong(column, row, view, at);
  }
}

function readLong(column: WireColumn, row: number, view: DataView, at: number): number {
  const next = rowEnd({ columns: [column], longestRow: 0 }, view, at, -1);
  if (column.writer === null) return next;
  if (column.framing === framing.chunks) {
    const joined = joinChunks(view, at);
    if (joined === null) return noValue(column, row, next);
    writeCell(column, row, new DataView(joined.buffer, joined.byteOffset, joined.byteLength), 0, joined.byteLength);
    return next;
  }
  const pointer = column.framing === framing.pointer ? view.getUint8(at) : 0;
  if (column.framing === framing.pointer && pointer === 0) return noValue(column, row, next);
  const lengthAt = column.framing === framing.pointer ? at + 1 + pointer + 8 : at;
  writeCell(column, row, view, lengthAt + 4, view.getUint32(lengthAt, true));
  return next;
}
