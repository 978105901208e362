import { isUtf8 } from 'node:buffer';
import type { Column, ColumnBatch, ColumnSpec, TextColumn } from '#lib/columns/batch';
import { daysBetween } from '#lib/contract/day';
import { AppError } from '#lib/errors';
import { dayColumn } from '#lib/warehouse/slice-condition';
import type { Dataset, SliceKey } from '#lib/warehouse/warehouse';

// DECIMAL(18) ends before ten to the 18th. The high halves of such numbers lie within these, so most rows need no more.
const decimalLimit = 10n ** 18n;
const highHalfLimit = Number(decimalLimit >> 32n);

export type ArrivingBatch = { dataset: Dataset; slice: SliceKey; batch: ColumnBatch; rowsBefore: number };

/** Refuses what the table cannot hold as it is: another day's row, a null or a number out of bounds, broken text. */
export function checkBatch({ dataset, slice, batch, rowsBefore }: ArrivingBatch): void {
  if (batch.columns.length !== dataset.columns.length) {
    throw new Error(`${dataset.name}: ${batch.columns.length} columns arrived, ${dataset.columns.length} expected`);
  }
  dataset.columns.forEach((spec, index) => {
    const column = batch.columns[index];
    if (column) assertShape(dataset, spec, { column, rows: batch.rows });
    const fault = column && faultOf(spec, column, slice);
    if (!fault) return;
    const row = rowsBefore + fault.row + 1;
    throw new AppError(
      'source_rejected',
      `${slice.storeId} ${slice.day}: row ${row}, column ${spec.name}: ${fault.why}.`,
      { params: { storeId: slice.storeId, day: slice.day, row, column: spec.name } },
    );
  });
}

type Fault = { row: number; why: string };

function assertShape(dataset: Dataset, spec: ColumnSpec, { column, rows }: { column: Column; rows: number }): void {
  const length = column.kind === 'text' ? column.ends.length : column.values.length;
  if (column.kind === spec.kind && length >= rows && (column.nulls?.length ?? rows) >= rows) return;
  throw new Error(
    `${dataset.name}.${spec.name}: ${length} values of ${column.kind} arrived, ${rows} of ${spec.kind} expected`,
  );
}

function faultOf(spec: ColumnSpec, column: Column, slice: SliceKey): Fault | null {
  const nullAt = spec.nullable ? -1 : (column.nulls?.indexOf(1) ?? -1);
  if (nullAt !== -1) return { row: nullAt, why: 'a value is required, NULL arrived' };
  if (column.kind === 'text') return brokenText(column);
  if (column.kind === 'decimal') return overflow(column.values);
  if (column.kind === 'date' && spec.name === dayColumn) return anotherDay(column.values, slice.day);
  return null;
}

function anotherDay(values: Int32Array, day: string): Fault | null {
  const expected = daysBetween('1970-01-01', day);
  const row = values.findIndex((value) => value !== expected);
  if (row === -1) return null;
  const found = new Date((values[row] ?? 0) * 86_400_000).toISOString().slice(0, 10);
  return { row, why: `the row is of ${found}, not of ${day}` };
}

function overflow(values: BigInt64Array): Fault | null {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let row = 0; row < values.length; row++) {
    const high = halves[row * 2 + 1] ?? 0;
    if (high < highHalfLimit && high >= -highHalfLimit) continue;
    const value = values[row] ?? 0n;
    if (value >= decimalLimit || value <= -decimalLimit) return { row, why: 'the number has more than 18 digits' };
  }
  return null;
}

function brokenText({ bytes, ends }: TextColumn): Fault | null {
  if (!isUtf8(bytes)) return { row: 0, why: 'the text is not UTF-8' };
  let start = 0;
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row] ?? start;
    const splitsACharacter = end > start && ((bytes[start] ?? 0) & 0xc0) === 0x80;
    if (end < start || end > bytes.length || splitsACharacter)
      return { row, why: 'the text is cut inside a character' };
    start = end;
  }
  return null;
}
