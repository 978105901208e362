import type { Batch, Result } from '#demo/sql/select';
import type { Column, Value } from '#demo/sql/types';
import type { ByteWriter } from '#demo/tds/byte-writer';
import { writeTypeInfo } from '#demo/tds/type-info';
import { valueEncoder } from '#demo/tds/value-encoder';

const colMetadata = 0x81;
const rowToken = 0xd1;
const nullableRowToken = 0xd2;
const nullableFlag = 0x0001;

export function writeColumns(writer: ByteWriter, columns: readonly Column[]): void {
  writer.uint8(colMetadata);
  writer.uint16(columns.length);
  for (const { name, type, nullable } of columns) {
    writer.uint32(0);
    writer.uint16(nullable ? nullableFlag : 0);
    writeTypeInfo(writer, type);
    writer.shortText(name);
  }
}

export type RowEncoder = (writer: ByteWriter, batch: Batch) => void;

/** Writes rows; one with nulls as NBCROW, as SQL Server does, when `compactNulls` says so. */
export function rowEncoder({ items, columns }: Result, compactNulls: boolean): RowEncoder {
  const encoders = columns.map(({ type }) => valueEncoder(type));
  const readers = items.map((item) => item.evaluate);
  const width = items.length;
  const values = new Array<Value>(width).fill(null);
  return (writer, batch) => {
    for (let i = batch.from; i < batch.to; i += 1) {
      const row = batch.rows ? (batch.rows[i] ?? 0) : i;
      let nulls = 0;
      for (let column = 0; column < width; column += 1) {
        const value = readers[column]?.(batch.columns, row) ?? null;
        values[column] = value;
        if (value === null) nulls += 1;
      }
      const compact = nulls > 0 && compactNulls;
      if (compact) writeNullBitmap(writer, values);
      else writer.uint8(rowToken);
      for (let column = 0; column < width; column += 1) {
        const value = values[column] ?? null;
        if (value !== null || !compact) encoders[column]?.(writer, value);
      }
    }
  };
}

function writeNullBitmap(writer: ByteWriter, values: readonly Value[]): void {
  writer.uint8(nullableRowToken);
  for (let start = 0; start < values.length; start += 8) {
    let bits = 0;
    for (let bit = 0; bit < 8 && start + bit < values.length; bit += 1)
      if (values[start + bit] === null) bits |= 1 << bit;
    writer.uint8(bits);
  }
}
