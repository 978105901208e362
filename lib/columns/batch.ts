/**
 * Rows in column form: what a source hands over and the warehouse writes. Every buffer is transferable, so a batch
 * crosses threads without a copy. `nulls` has one byte a row, 1 where the value is null; null when no value is.
 */
export type FixedColumn =
  /** `int32` also carries `date`: days since 1970-01-01. */
  | { kind: 'int32' | 'date'; values: Int32Array<ArrayBuffer>; nulls: Uint8Array<ArrayBuffer> | null }
  /** `decimal`: the value times ten to the column's scale. `timestamp`: microseconds since 1970-01-01, no zone. */
  | {
      kind: 'int64' | 'decimal' | 'timestamp';
      values: BigInt64Array<ArrayBuffer>;
      nulls: Uint8Array<ArrayBuffer> | null;
    }
  | { kind: 'boolean'; values: Uint8Array<ArrayBuffer>; nulls: Uint8Array<ArrayBuffer> | null };

/** UTF-8 text of all rows, one after the other; row i ends before `ends[i]`. */
export type TextColumn = {
  kind: 'text';
  bytes: Uint8Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  nulls: Uint8Array<ArrayBuffer> | null;
};

export type Column = FixedColumn | TextColumn;

/** `columns` stand in the order of the dataset's column list. */
export type ColumnBatch = { rows: number; columns: Column[] };

/** One column of a dataset: its name in the warehouse, its kind, and what the source must deliver. */
export type ColumnSpec = {
  name: string;
  kind: Column['kind'];
  /** Digits after the point; decimals only. All decimals are DECIMAL(18, scale). */
  scale?: number;
  nullable: boolean;
};

/** The buffers of a batch, to be moved to another thread instead of copied. Each only once: columns may share one. */
export function buffersOf({ columns }: ColumnBatch): ArrayBuffer[] {
  const buffers = columns.flatMap((column) => [
    ...(column.kind === 'text' ? [column.bytes.buffer, column.ends.buffer] : [column.values.buffer]),
    ...(column.nulls ? [column.nulls.buffer] : []),
  ]);
  return [...new Set(buffers)];
}
