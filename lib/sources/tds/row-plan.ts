import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import { isPLPStream } from 'tedious/lib/value-parser.js';
import type { ColumnWriter } from '#lib/sources/tds/column-writer';

/** How many bytes a value has: known by its type, or told before it by 1, 2 or 4 bytes, in chunks, or behind a pointer. */
export const framing = { fixed: 0, byte: 1, short: 2, long: 3, chunks: 4, pointer: 5 } as const;

/** What a value becomes. `slow` goes through the driver's own reader. */
export const reading = {
  skip: 0,
  integer: 1,
  decimal: 2,
  money: 3,
  utf16: 4,
  ascii: 5,
  date: 6,
  dateTime2: 7,
  dateTime: 8,
  dateTimeOffset: 9,
  slow: 10,
} as const;

export type WireColumn = {
  metadata: ColumnMetadata;
  framing: number;
  /** Bytes of a fixed value. */
  size: number;
  reading: number;
  scale: number;
  /** Null for a column that nobody asked for. */
  writer: ColumnWriter | null;
};

export type RowPlan = {
  columns: readonly WireColumn[];
  /** No row of this plan is longer; Infinity when that cannot be told. */
  longestRow: number;
};

const fixedSizes: Readonly<Record<string, number>> = {
  Null: 0,
  TinyInt: 1,
  Bit: 1,
  SmallInt: 2,
  Int: 4,
  BigInt: 8,
  Real: 4,
  Float: 8,
  SmallMoney: 4,
  Money: 8,
  SmallDateTime: 4,
  DateTime: 8,
};
const byteFramed: ReadonlySet<string> = new Set(
  'IntN BitN FloatN MoneyN DateTimeN UniqueIdentifier DecimalN NumericN Date Time DateTime2 DateTimeOffset'.split(' '),
);
const shortFramed: ReadonlySet<string> = new Set('VarChar Char NVarChar NChar VarBinary Binary'.split(' '));
const pointed: ReadonlySet<string> = new Set('Text NText Image'.split(' '));

function framingOf(metadata: ColumnMetadata): number {
  const { name } = metadata.type;
  if (isPLPStream(metadata)) return framing.chunks;
  if (name in fixedSizes) return framing.fixed;
  if (byteFramed.has(name)) return framing.byte;
  if (shortFramed.has(name)) return framing.short;
  return pointed.has(name) ? framing.pointer : framing.long;
}

const readings: Readonly<Record<string, number>> = {
  TinyInt: reading.integer,
  SmallInt: reading.integer,
  Int: reading.integer,
  BigInt: reading.integer,
  IntN: reading.integer,
  Bit: reading.integer,
  BitN: reading.integer,
  DecimalN: reading.decimal,
  NumericN: reading.decimal,
  SmallMoney: reading.money,
  Money: reading.money,
  MoneyN: reading.money,
  Date: reading.date,
  DateTime2: reading.dateTime2,
  DateTime: reading.dateTime,
  DateTimeN: reading.dateTime,
  SmallDateTime: reading.dateTime,
  DateTimeOffset: reading.dateTimeOffset,
};
const textReadings: Readonly<Record<string, number>> = {
  NVarChar: reading.utf16,
  NChar: reading.utf16,
  NText: reading.utf16,
  Xml: reading.utf16,
  VarChar: reading.ascii,
  Char: reading.ascii,
  Text: reading.ascii,
};
const moments: ReadonlySet<number> = new Set([
  reading.date,
  reading.dateTime2,
  reading.dateTime,
  reading.dateTimeOffset,
]);

/** Undefined when a value of this type cannot become one of that kind. */
function readingOf(typeName: string, kind: ColumnWriter['kind']): number | undefined {
  const read = readings[typeName];
  if (kind === 'text') return textReadings[typeName] ?? (typeName === 'UniqueIdentifier' ? reading.slow : undefined);
  if (kind === 'date' || kind === 'timestamp') return read !== undefined && moments.has(read) ? read : undefined;
  if (kind === 'boolean') return read === reading.integer ? read : undefined;
  return read !== undefined && !moments.has(read) ? read : undefined;
}

/** Pairs the columns that the server announced with the writers of the same name. Throws when a type does not fit. */
export function planRows(metadata: readonly ColumnMetadata[], writers: readonly ColumnWriter[]): RowPlan {
  const byName = new Map(writers.map((writer) => [writer.name.toLowerCase(), writer]));
  const columns = metadata.map((column) => wireColumn(column, byName.get(column.colName.toLowerCase()) ?? null));
  const missing = writers.filter((writer) => !columns.some((column) => column.writer === writer));
  if (missing.length > 0) throw new Error(`The result has no column ${missing.map(({ name }) => name).join(', ')}`);
  const lengths = columns.map(longestValue);
  return { columns, longestRow: lengths.reduce((sum, length) => sum + length, 1 + Math.ceil(columns.length / 8)) };
}

function wireColumn(metadata: ColumnMetadata, writer: ColumnWriter | null): WireColumn {
  const read = writer ? readingOf(metadata.type.name, writer.kind) : reading.skip;
  if (read === undefined) {
    throw new Error(`A column of type ${metadata.type.name} cannot be read as ${writer?.kind}: ${metadata.colName}`);
  }
  const isMoney = read === reading.money;
  return {
    metadata,
    framing: framingOf(metadata),
    size: fixedSizes[metadata.type.name] ?? 0,
    reading: read,
    scale: isMoney ? 4 : (metadata.scale ?? 0),
    writer,
  };
}

function longestValue(column: WireColumn): number {
  if (column.framing === framing.fixed) return column.size;
  if (column.framing === framing.byte) return 256;
  return column.framing === framing.short ? 2 + (column.metadata.dataLength ?? 0xffff) : Number.POSITIVE_INFINITY;
}
