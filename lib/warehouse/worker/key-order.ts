import type { Column, ColumnBatch, TextColumn } from '#lib/columns/batch';
import type { Dataset } from '#lib/warehouse/warehouse';

/**
 * Watches whether the keys ascend from row to row. When they do, as a source that is paged by key delivers them, no key
 * comes twice, and nothing has to remember them all to know it.
 */
export type KeyOrder = { follow: (batch: ColumnBatch) => void; isAscending: () => boolean };

export function createKeyOrder(dataset: Dataset): KeyOrder {
  const indexes = dataset.key.map((name) => dataset.columns.findIndex((column) => column.name === name));
  let isAscending = true;
  let last: KeyPart[] | null = null;
  return {
    isAscending: () => isAscending,
    follow: (batch) => {
      if (!isAscending || batch.rows === 0) return;
      const key = indexes.map((index) => batch.columns[index]).filter((column) => column !== undefined);
      isAscending = (last === null || comesAfter(keyAt(key, 0), last)) && ascends(key, batch.rows);
      last = keyAt(key, batch.rows - 1);
    },
  };
}

function ascends(key: Column[], rows: number): boolean {
  if (key.some(({ nulls }) => nulls?.includes(1))) return false;
  for (let row = 1; row < rows; row++) {
    let order = 0;
    for (const column of key) {
      order = column.kind === 'text' ? compareTexts(column, row) : compareValues(column.values, row);
      if (order !== 0) break;
    }
    if (order <= 0) return false;
  }
  return true;
}

function compareValues(values: { [row: number]: number | bigint }, row: number): number {
  const [before = 0, after = 0] = [values[row - 1], values[row]];
  return after > before ? 1 : after < before ? -1 : 0;
}

/** The text of `row` against the one before it, byte by byte. */
function compareTexts({ bytes, ends }: TextColumn, row: number): number {
  const start = ends[row - 1] ?? 0;
  const startBefore = row > 1 ? (ends[row - 2] ?? 0) : 0;
  const length = (ends[row] ?? start) - start;
  const lengthBefore = start - startBefore;
  for (let at = 0; at < length && at < lengthBefore; at++) {
    const difference = (bytes[start + at] ?? 0) - (bytes[startBefore + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return length - lengthBefore;
}

type KeyPart = Uint8Array | number | bigint;

/** A copy: the batch's buffers are given back before the next one comes. */
function keyAt(key: Column[], row: number): KeyPart[] {
  return key.map((column) => {
    if (column.kind !== 'text') return column.values[row] ?? 0;
    return column.bytes.slice(row === 0 ? 0 : column.ends[row - 1], column.ends[row]);
  });
}

function comesAfter(key: KeyPart[], before: KeyPart[]): boolean {
  for (const [index, part] of key.entries()) {
    const other = before[index];
    if (other === undefined) return false;
    if (part instanceof Uint8Array && other instanceof Uint8Array) {
      const order = Buffer.compare(part, other);
      if (order !== 0) return order > 0;
    } else if (part !== other) return part > other;
  }
  return false;
}
