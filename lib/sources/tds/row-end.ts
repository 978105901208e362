import { framing, type RowPlan, type WireColumn } from '#lib/sources/tds/row-plan';

const nullShort = 0xffff;
const unknownHigh = 0xffffffff;

/** What `rowEnd` answers when the row goes on behind the end of the buffer. */
export const incomplete = -1;

/** Where the row at `start` (behind its token byte, and null bitmap if it has one) ends. */
export function rowEnd(plan: RowPlan, view: DataView, start: number, bitmap: number): number {
  let at = start;
  for (let index = 0; index < plan.columns.length; index += 1) {
    const column = plan.columns[index];
    if (column === undefined || isNullByBitmap(view, bitmap, index)) continue;
    at = valueEnd(column, view, at);
    if (at === incomplete) return incomplete;
  }
  return at <= view.byteLength ? at : incomplete;
}

/** A row of token NBCROW starts with a bit per column; `bitmap` is where, -1 for a plain row. */
export function isNullByBitmap(view: DataView, bitmap: number, index: number): boolean {
  return bitmap >= 0 && (view.getUint8(bitmap + (index >> 3)) & (1 << (index & 7))) !== 0;
}

function valueEnd(column: WireColumn, view: DataView, at: number): number {
  const left = view.byteLength - at;
  switch (column.framing) {
    case framing.fixed:
      return left >= column.size ? at + column.size : incomplete;
    case framing.byte:
      return left >= 1 ? at + 1 + view.getUint8(at) : incomplete;
    case framing.short:
      return left >= 2 ? shortEnd(view, at) : incomplete;
    case framing.long:
      return left >= 4 ? at + 4 + view.getUint32(at, true) : incomplete;
    case framing.pointer:
      return pointerEnd(view, at);
    default:
      return chunksEnd(view, at);
  }
}

function shortEnd(view: DataView, at: number): number {
  const length = view.getUint16(at, true);
  return length === nullShort ? at + 2 : at + 2 + length;
}

function pointerEnd(view: DataView, at: number): number {
  if (at >= view.byteLength) return incomplete;
  const pointer = view.getUint8(at);
  if (pointer === 0) return at + 1;
  const lengthAt = at + 1 + pointer + 8;
  return lengthAt + 4 <= view.byteLength ? lengthAt + 4 + view.getUint32(lengthAt, true) : incomplete;
}

function chunksEnd(view: DataView, start: number): number {
  if (start + 8 > view.byteLength) return incomplete;
  const isNull = view.getUint32(start, true) === unknownHigh && view.getUint32(start + 4, true) === unknownHigh;
  let at = start + 8;
  while (!isNull) {
    if (at + 4 > view.byteLength) return incomplete;
    const length = view.getUint32(at, true);
    at += 4 + length;
    if (length === 0) break;
  }
  return at;
}

/** The bytes of a chunked value on end; null for a null value. The value is known to be complete. */
export function joinChunks(view: DataView, start: number): DataView | null {
  const end = chunksEnd(view, start);
  if (end === start + 8) return null;
  const joined = new Uint8Array(end - start);
  let used = 0;
  for (let at = start + 8; at < end; ) {
    const length = view.getUint32(at, true);
    joined.set(new Uint8Array(view.buffer, view.byteOffset + at + 4, length), used);
    used += length;
    at += 4 + length;
  }
  return new DataView(joined.buffer, 0, used);
}
