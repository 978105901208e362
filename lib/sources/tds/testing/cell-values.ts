import type { Column, ColumnBatch } from '#lib/columns/batch';

const decoder = new TextDecoder();

/** The cells of a batch as plain values, row by row: whole numbers as bigint, text as string. */
export function rowsOf(batch: ColumnBatch): (bigint | string | null)[][] {
  return Array.from({ length: batch.rows }, (_, row) => batch.columns.map((column) => cell(column, row)));
}

function cell(column: Column, row: number): bigint | string | null {
  if (column.nulls?.[row] === 1) return null;
  if (column.kind !== 'text') return BigInt(column.values[row] ?? 0);
  return decoder.decode(column.bytes.subarray(row === 0 ? 0 : column.ends[row - 1], column.ends[row]));
}
