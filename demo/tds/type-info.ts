import { isText, isUnicode, longestNvarchar, type SqlType, type TypeName } from '#demo/sql/types';
import type { ByteWriter } from '#demo/tds/byte-writer';
import { collation } from '#demo/tds/tokens';

/** The type bytes of TDS, each in its nullable form. */
export const wireType = {
  guid: 0x24,
  intN: 0x26,
  dateN: 0x28,
  timeN: 0x29,
  datetime2N: 0x2a,
  datetimeOffsetN: 0x2b,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  bigVarBinary: 0xa5,
  bigVarChar: 0xa7,
  bigChar: 0xaf,
  nVarChar: 0xe7,
  nChar: 0xef,
} as const;

/** In place of a length: a value sent in chunks, of any size. */
export const partlyLengthPrefixed = 0xffff;

const integerSizes: Partial<Record<TypeName, number>> = { tinyint: 1, smallint: 2, int: 4, bigint: 8 };
const textTypes: Partial<Record<TypeName, number>> = {
  char: wireType.bigChar,
  varchar: wireType.bigVarChar,
  nchar: wireType.nChar,
  nvarchar: wireType.nVarChar,
};
const scaledTypes: Partial<Record<TypeName, number>> = {
  time: wireType.timeN,
  datetime2: wireType.datetime2N,
  datetimeoffset: wireType.datetimeOffsetN,
};

/** The TYPE_INFO of a column. */
export function writeTypeInfo(writer: ByteWriter, type: SqlType): void {
  const size = integerSizes[type.name];
  if (size !== undefined) return pair(writer, wireType.intN, size);
  if (isText(type)) return writeTextInfo(writer, type);
  const scaled = scaledTypes[type.name];
  if (scaled !== undefined) return pair(writer, scaled, type.scale);
  switch (type.name) {
    case 'bit':
      return pair(writer, wireType.bitN, 1);
    case 'money':
      return pair(writer, wireType.moneyN, 8);
    case 'float':
    case 'real':
      return pair(writer, wireType.floatN, 8);
    case 'datetime':
      return pair(writer, wireType.datetimeN, 8);
    case 'date':
      return writer.uint8(wireType.dateN);
    default:
      pair(writer, wireType.numericN, decimalLength(type.precision));
      return pair(writer, type.precision, type.scale);
  }
}

function pair(writer: ByteWriter, first: number, second: number): void {
  writer.uint8(first);
  writer.uint8(second);
}

function writeTextInfo(writer: ByteWriter, type: SqlType): void {
  writer.uint8(textTypes[type.name] ?? wireType.nVarChar);
  writer.uint16(isMax(type) ? partlyLengthPrefixed : isUnicode(type) ? type.length * 2 : type.length);
  writer.bytes(collation);
}

/** Text that does not fit SQL Server's page travels in chunks. */
export function isMax(type: SqlType): boolean {
  return type.length === -1 || (isUnicode(type) && type.length > longestNvarchar);
}

/** One byte of sign and as many digits' bytes as the precision needs. */
export function decimalLength(precision: number): number {
  if (precision <= 9) return 5;
  if (precision <= 19) return 9;
  return precision <= 28 ? 13 : 17;
}

/** How many bytes the clock of a time, datetime2 or datetimeoffset takes. */
export function clockLength(scale: number): number {
  if (scale <= 2) return 3;
  return scale <= 4 ? 4 : 5;
}
