import { dayMs } from '#demo/sql/dates';
import { bigintIn, momentIn, numberIn, textIn } from '#demo/sql/narrow';
import { isBinary, isText, isUnicode, type SqlType, type TypeName, type Value } from '#demo/sql/types';
import type { ByteWriter } from '#demo/tds/byte-writer';
import { encodeCp1252 } from '#demo/tds/cp1252';
import { clockLength, decimalLength, isMax, partlyLengthPrefixed } from '#demo/tds/type-info';

export type EncodeValue = (writer: ByteWriter, value: Value) => void;

/** Writes values of a type as a ROW token carries them, nulls among them. */
export function valueEncoder(type: SqlType): EncodeValue {
  if (isText(type) || isBinary(type)) return isMax(type) ? chunkedText(type) : plainText(type);
  const encode = fixedEncoder(type);
  return (writer, value) => {
    if (value === null) writer.uint8(0);
    else encode(writer, value);
  };
}

function plainText(type: SqlType): EncodeValue {
  if (!isUnicode(type)) {
    return (writer, value) => {
      if (value === null) return writer.uint16(partlyLengthPrefixed);
      const bytes = bytesOf(type, textIn(value));
      writer.uint16(bytes.length);
      writer.bytes(bytes);
    };
  }
  return (writer, value) => {
    if (value === null) return writer.uint16(partlyLengthPrefixed);
    const text = textIn(value);
    writer.uint16(text.length * 2);
    writer.utf16(text);
  };
}

function bytesOf(type: SqlType, text: string): Uint8Array {
  if (isBinary(type)) return Buffer.from(text, 'latin1');
  return isUnicode(type) ? Buffer.from(text, 'utf16le') : encodeCp1252(text);
}

const nullChunks = 0xffffffffffffffffn;

/** varchar(max) and nvarchar(max): total length, one chunk, an empty chunk. */
function chunkedText(type: SqlType): EncodeValue {
  return (writer, value) => {
    if (value === null) return writer.uint64(nullChunks);
    const bytes = bytesOf(type, textIn(value));
    writer.uint64(BigInt(bytes.length));
    if (bytes.length > 0) {
      writer.uint32(bytes.length);
      writer.bytes(bytes);
    }
    writer.uint32(0);
  };
}

function fixedEncoder(type: SqlType): EncodeValue {
  if (type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset') return momentEncoder(type);
  return encoders[type.name] ?? decimalEncoder(type);
}

/** A value with its length in one byte before it. */
function sized(length: number, write: (writer: ByteWriter, value: Value) => void): EncodeValue {
  return (writer, value) => {
    writer.uint8(length);
    write(writer, value);
  };
}

/** A sign and eight bytes of digits: most amounts, and those fit a double's whole numbers. */
const twoWords = 9;
const largestSafe = BigInt(Number.MAX_SAFE_INTEGER);

function decimalEncoder({ precision }: SqlType): EncodeValue {
  const length = decimalLength(precision);
  return (writer, value) => {
    const scaled = bigintIn(value);
    let digits = scaled < 0n ? -scaled : scaled;
    writer.uint8(length);
    writer.uint8(scaled < 0n ? 0 : 1);
    if (length === twoWords && digits <= largestSafe) {
      const whole = Number(digits);
      writer.uint32(whole % 0x1_0000_0000);
      writer.uint32(Math.floor(whole / 0x1_0000_0000));
      return;
    }
    for (let written = 1; written < length; written += 4) {
      writer.uint32(Number(digits & 0xffffffffn));
      digits >>= 32n;
    }
  };
}

/** Days from 0001-01-01 to 1970-01-01, and from 1900-01-01. */
export const daysBefore1970 = 719_162;
export const daysFrom1900To1970 = 25_567;

function writeDay(writer: ByteWriter, day: number): void {
  const days = day + daysBefore1970;
  writer.uint16(days);
  writer.uint8(days >> 16);
}

function momentEncoder({ name, scale }: SqlType): EncodeValue {
  const clock = clockLength(scale);
  const withDay = name !== 'time';
  const withOffset = name === 'datetimeoffset';
  return (writer, value) => {
    const { localMs, offsetMinutes } = momentIn(value);
    const ms = localMs - offsetMinutes * 60_000;
    const day = Math.floor(ms / dayMs);
    writer.uint8(clock + (withDay ? 3 : 0) + (withOffset ? 2 : 0));
    writeClock(writer, Math.floor((ms - day * dayMs) * 10 ** (scale - 3)), clock);
    if (withDay) writeDay(writer, day);
    if (withOffset) writer.uint16(offsetMinutes);
  };
}

function writeClock(writer: ByteWriter, ticks: number, length: number): void {
  let rest = ticks;
  for (let i = 0; i < length; i += 1) {
    writer.uint8(rest % 256);
    rest = Math.floor(rest / 256);
  }
}

const float = sized(8, (writer, value) => writer.double(numberIn(value)));
const byte = sized(1, (writer, value) => writer.uint8(numberIn(value)));

/** The high half of money goes first; a datetime counts days since 1900 and three-hundredths of a second. */
const encoders: Partial<Record<TypeName, EncodeValue>> = {
  bit: byte,
  tinyint: byte,
  smallint: sized(2, (writer, value) => writer.uint16(numberIn(value))),
  int: sized(4, (writer, value) => writer.int32(numberIn(value))),
  bigint: sized(8, (writer, value) => writer.uint64(bigintIn(value))),
  float,
  real: float,
  money: sized(8, (writer, value) => {
    const scaled = bigintIn(value);
    writer.int32(Number(BigInt.asIntN(32, scaled >> 32n)));
    writer.uint32(Number(BigInt.asUintN(32, scaled)));
  }),
  date: sized(3, (writer, value) => writeDay(writer, numberIn(value))),
  datetime: sized(8, (writer, value) => {
    const ms = numberIn(value);
    const day = Math.floor(ms / dayMs);
    writer.int32(day + daysFrom1900To1970);
    writer.uint32(Math.round(((ms - day * dayMs) * 3) / 10));
  }),
};
