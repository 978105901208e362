import { dayMs } from '#demo/sql/dates';
import { SqlError } from '#demo/sql/sql-error';
import type { SqlType, Value } from '#demo/sql/types';
import * as types from '#demo/sql/types';
import type { ByteReader } from '#demo/tds/byte-reader';
import { decodeCp1252 } from '#demo/tds/cp1252';
import { clockLength, partlyLengthPrefixed, wireType } from '#demo/tds/type-info';
import { daysBefore1970, daysFrom1900To1970 } from '#demo/tds/value-encoder';

/** A type and the value of it that follows in the message. */
export type Typed = { type: SqlType; read: () => Value };

/** Reads a TYPE_INFO. */
export function readType(reader: ByteReader): Typed {
  const wire = reader.uint8();
  switch (wire) {
    case wireType.nVarChar:
    case wireType.nChar:
    case wireType.bigVarChar:
    case wireType.bigChar:
      return readText(reader, wire);
    case wireType.intN:
      return readInteger(reader);
    case wireType.bitN:
      reader.uint8();
      return { type: types.bit, read: () => sized(reader, () => reader.uint8()) };
    case wireType.floatN:
      reader.uint8();
      return { type: types.float, read: () => sized(reader, (size) => floatIn(reader.bytes(size))) };
    case wireType.moneyN:
      reader.uint8();
      return { type: types.money, read: () => sized(reader, (size) => moneyIn(reader, size)) };
    case wireType.decimalN:
    case wireType.numericN:
      return readDecimal(reader);
    default:
      return readMomentType(reader, wire);
  }
}

function readMomentType(reader: ByteReader, wire: number): Typed {
  switch (wire) {
    case wireType.dateN:
      return { type: types.date, read: () => sized(reader, () => dayIn(reader)) };
    case wireType.datetimeN:
      reader.uint8();
      return { type: types.datetime, read: () => sized(reader, (size) => datetimeIn(reader, size)) };
    case wireType.timeN: {
      const scale = reader.uint8();
      return { type: types.time(scale), read: () => sized(reader, () => clockIn(reader, scale)) };
    }
    case wireType.datetime2N: {
      const scale = reader.uint8();
      const read = () => sized(reader, () => clockIn(reader, scale) + dayIn(reader) * dayMs);
      return { type: types.datetime2(scale), read };
    }
    case wireType.datetimeOffsetN: {
      const scale = reader.uint8();
      return { type: types.datetimeoffset(scale), read: () => sized(reader, () => offsetIn(reader, scale)) };
    }
    default:
      throw new SqlError(
        8009,
        `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. Data type 0x${wire.toString(16)} is unknown.`,
      );
  }
}

/** A value with its length in one byte before it; no length, no value. */
function sized(reader: ByteReader, read: (size: number) => Value): Value {
  const size = reader.uint8();
  return size === 0 ? null : read(size);
}

function readText(reader: ByteReader, wire: number): Typed {
  const bytes = reader.uint16();
  reader.bytes(5);
  const isUtf16 = wire === wireType.nVarChar || wire === wireType.nChar;
  const decode = (buffer: Buffer) => (isUtf16 ? buffer.toString('utf16le') : decodeCp1252(buffer));
  const make = isUtf16 ? types.nvarchar : types.varchar;
  if (bytes === partlyLengthPrefixed) {
    const read = () => {
      const whole = chunksIn(reader);
      return whole === null ? null : decode(whole);
    };
    return { type: make(-1), read };
  }
  const read = () => {
    const length = reader.uint16();
    return length === partlyLengthPrefixed ? null : decode(reader.bytes(length));
  };
  return { type: make(Math.max(1, isUtf16 ? bytes / 2 : bytes)), read };
}

function chunksIn(reader: ByteReader): Buffer | null {
  const low = reader.uint32();
  const high = reader.uint32();
  if (low === 0xffffffff && high === 0xffffffff) return null;
  const chunks: Buffer[] = [];
  for (let length = reader.uint32(); length > 0; length = reader.uint32()) chunks.push(reader.bytes(length));
  return Buffer.concat(chunks);
}

const integerTypes: Record<number, SqlType> = { 1: types.tinyint, 2: types.smallint, 4: types.int, 8: types.bigint };

function readInteger(reader: ByteReader): Typed {
  const type = integerTypes[reader.uint8()] ?? types.int;
  const read = () =>
    sized(reader, (size) => {
      const bytes = reader.bytes(size);
      if (size === 8) return bytes.readBigInt64LE();
      return size === 1 ? bytes.readUInt8() : bytes.readIntLE(0, size);
    });
  return { type, read };
}

function floatIn(bytes: Buffer): number {
  return bytes.length === 8 ? bytes.readDoubleLE() : bytes.readFloatLE();
}

function moneyIn(reader: ByteReader, size: number): bigint {
  if (size === 4) return BigInt(reader.int32());
  const high = BigInt(reader.int32());
  return (high << 32n) + BigInt(reader.uint32());
}

function readDecimal(reader: ByteReader): Typed {
  reader.uint8();
  const type = types.decimal(reader.uint8(), reader.uint8());
  const read = () =>
    sized(reader, (size) => {
      const positive = reader.uint8() === 1;
      let digits = 0n;
      for (let shift = 0n; shift < BigInt(size - 1) * 8n; shift += 32n) digits += BigInt(reader.uint32()) << shift;
      return positive ? digits : -digits;
    });
  return { type, read };
}

function dayIn(reader: ByteReader): number {
  const low = reader.uint16();
  return low + reader.uint8() * 65_536 - daysBefore1970;
}

function datetimeIn(reader: ByteReader, size: number): number {
  if (size === 4) return (reader.uint16() - daysFrom1900To1970) * dayMs + reader.uint16() * 60_000;
  const day = reader.int32() - daysFrom1900To1970;
  return day * dayMs + Math.round((reader.uint32() * 10) / 3);
}

function clockIn(reader: ByteReader, scale: number): number {
  const ticks = reader.bytes(clockLength(scale)).readUIntLE(0, clockLength(scale));
  return Math.floor(ticks / 10 ** (scale - 3));
}

function offsetIn(reader: ByteReader, scale: number): Value {
  const utc = clockIn(reader, scale) + dayIn(reader) * dayMs;
  const offsetMinutes = reader.bytes(2).readInt16LE();
  return { localMs: utc + offsetMinutes * 60_000, offsetMinutes };
}
