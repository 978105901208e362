import type { Column, ColumnBatch, ColumnSpec } from '#lib/columns/batch';

/**
 * One column while it fills. Every writer has the same shape, whatever its kind, so that the row loop stays fast;
 * arrays of other kinds are empty. 64-bit values are written as two halves, low first.
 */
export type ColumnWriter = {
  name: string;
  kind: Column['kind'];
  scale: number;
  nullable: boolean;
  halves: Int32Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
  /** Over `bytes`, to write several at once. */
  target: DataView;
  used: number;
  ends: Uint32Array<ArrayBuffer>;
  /** Made with the first null: most columns have none. */
  nulls: Uint8Array<ArrayBuffer> | null;
  capacity: number;
};

/** Rows of a dataset while they fill; `rows` of `capacity` are written. */
export type BatchWriter = { columns: readonly ColumnWriter[]; rows: number; capacity: number };

const averageTextBytes = 16;
const wide: ReadonlySet<Column['kind']> = new Set(['int64', 'decimal', 'timestamp']);

export function batchWriter(specs: readonly ColumnSpec[], capacity: number): BatchWriter {
  return { columns: specs.map((spec) => columnWriter(spec, capacity)), rows: 0, capacity };
}

function columnWriter(spec: ColumnSpec, capacity: number): ColumnWriter {
  const writer: ColumnWriter = {
    name: spec.name,
    kind: spec.kind,
    scale: spec.scale ?? 0,
    nullable: spec.nullable,
    halves: new Int32Array(0),
    flags: new Uint8Array(0),
    bytes: new Uint8Array(0),
    target: new DataView(new ArrayBuffer(0)),
    used: 0,
    ends: new Uint32Array(0),
    nulls: null,
    capacity,
  };
  renew(writer, averageTextBytes * capacity);
  return writer;
}

function renew(writer: ColumnWriter, textBytes: number): void {
  const { capacity } = writer;
  if (writer.kind === 'text') {
    writeInto(writer, new Uint8Array(textBytes));
    writer.ends = new Uint32Array(capacity);
  } else if (writer.kind === 'boolean') writer.flags = new Uint8Array(capacity);
  else writer.halves = new Int32Array(wide.has(writer.kind) ? capacity * 2 : capacity);
  writer.nulls = null;
  writer.used = 0;
}

function writeInto(writer: ColumnWriter, bytes: Uint8Array<ArrayBuffer>): void {
  writer.bytes = bytes;
  writer.target = new DataView(bytes.buffer);
}

/** Makes room for `bytes` more of text. */
export function reserveText(writer: ColumnWriter, bytes: number): void {
  const needed = writer.used + bytes;
  if (needed <= writer.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, writer.bytes.length * 2));
  grown.set(writer.bytes.subarray(0, writer.used));
  writeInto(writer, grown);
}

const mostTextBytes = 8 * 1024 * 1024;
/** A power of two less one: the text is added up once in so many rows. */
const rowsBetweenSums = 15;

/** No further row: a batch is bounded in rows, and about in bytes, for stores whose texts are long. */
export function isFull({ rows, capacity, columns }: BatchWriter): boolean {
  if (rows === capacity) return true;
  if ((rows & rowsBetweenSums) !== 0 || rows === 0) return false;
  let textBytes = 0;
  for (const { used } of columns) textBytes += used;
  return textBytes > mostTextBytes;
}

export function writeNull(writer: ColumnWriter, row: number): void {
  writer.nulls ??= new Uint8Array(writer.capacity);
  writer.nulls[row] = 1;
  if (writer.kind === 'text') writer.ends[row] = writer.used;
}

/** Hands the rows over and starts anew, with room for `capacity` rows: the buffers belong to who takes them. */
export function takeBatch(batch: BatchWriter, capacity: number = batch.capacity): ColumnBatch {
  const rows = batch.rows;
  const columns = batch.columns.map((writer) => takeColumn(writer, rows, capacity));
  batch.rows = 0;
  batch.capacity = capacity;
  return { rows, columns };
}

function takeColumn(writer: ColumnWriter, rows: number, capacity: number): Column {
  const column = columnOf(writer, rows);
  const textBytes = (writer.used / Math.max(1, rows)) * capacity;
  writer.capacity = capacity;
  renew(writer, Math.ceil(textBytes * 1.1) + 1024);
  return column;
}

function columnOf(writer: ColumnWriter, rows: number): Column {
  const nulls = writer.nulls?.subarray(0, rows) ?? null;
  switch (writer.kind) {
    case 'text':
      return { kind: 'text', bytes: writer.bytes.subarray(0, writer.used), ends: writer.ends.subarray(0, rows), nulls };
    case 'boolean':
      return { kind: 'boolean', values: writer.flags.subarray(0, rows), nulls };
    case 'int32':
    case 'date':
      return { kind: writer.kind, values: writer.halves.subarray(0, rows), nulls };
    default:
      return { kind: writer.kind, values: new BigInt64Array(writer.halves.buffer, 0, rows), nulls };
  }
}

/** Every buffer under a batch, for the transfer list of `postMessage`. */
export function buffersOf(batch: ColumnBatch): ArrayBuffer[] {
  return batch.columns.flatMap((column) => {
    const nulls = column.nulls ? [column.nulls.buffer] : [];
    return column.kind === 'text'
      ? [column.bytes.buffer, column.ends.buffer, ...nulls]
      : [column.values.buffer, ...nulls];
  });
}
