import { isBinary, isText, isUnicode, longestNvarchar, type SqlType, type TypeName } from '#demo/sql/types';
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

const sizedTypes: Partial<Record<TypeName, readonly [number, number]>> = {
  bit: [wireType.bitN, 1],
  tinyint: [wireType.intN, 1],
  smallint: [wireType.intN, 2],
  int: [wireType.intN, 4],
  bigint: [wireType.intN, 8],
  money: [wireType.moneyN, 8],
  float: [wireType.floatN, 8],
  real: [wireType.floatN, 8],
  datetime: [wireType.datetimeN, 8],
};

/** The TYPE_INFO of a column. */
export function writeTypeInfo(writer: ByteWriter, type: SqlType): void {
  const scaled = scaledTypes[type.name];
  if (isText(type)) writeTextInfo(writer, type);
  else if (isBinary(type)) writeBinaryInfo(writer, type);
  else if (type.name === 'date') writer.uint8(wireType.dateN);
  else if (scaled !== undefined) writer.bytes(Uint8Array.of(scaled, type.scale));
  else writer.bytes(Uint8Array.from(sizedTypes[type.name] ?? decimalInfo(type)));
}

function decimalInfo({ precision, scale }: SqlType): readonly number[] {
  return [wireType.numericN, decimalLength(precision), precision, scale];
}

function writeTextInfo(writer: ByteWriter, type: SqlType): void {
  writer.uint8(textTypes[type.name] ?? wireType.nVarChar);
  writer.uint16(isMax(type) ? partlyLengthPrefixed : isUnicode(type) ? type.length * 2 : type.length);
  writer.bytes(collation);
}

function writeBinaryInfo(writer: ByteWriter, type: SqlType): void {
  writer.uint8(wireType.bigVarBinary);
  writer.uint16(isMax(type) ? partlyLengthPrefixed : type.length);
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
