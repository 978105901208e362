import { TYPES } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import { readValue } from 'tedious/lib/value-parser.js';
import { BadCellError } from '#lib/sources/tds/bad-cell';
import type { ColumnWriter } from '#lib/sources/tds/column-writer';
import { reading, type WireColumn } from '#lib/sources/tds/row-plan';
import type { WireCell } from '#lib/sources/tds/wire-cell';
import { writeDecimal, writeInt32, writeScaled } from '#lib/sources/tds/write-number';
import { writeAscii, writeString, writeUtf16 } from '#lib/sources/tds/write-text';
import { dateAt, dateTime2At, dateTimeAt, dateTimeOffsetAt, writeDate, writeMicros } from '#lib/sources/tds/write-time';

/** Writes the value that the cell points at into the column's row. */
export function writeCell(column: WireColumn, row: number, cell: WireCell): void {
  const writer = column.writer;
  if (writer === null) return;
  cell.scale = column.scale;
  switch (column.reading) {
    case reading.utf16:
      writeUtf16(writer, row, cell);
      break;
    case reading.decimal:
      writeDecimal(writer, row, cell);
      break;
    case reading.integer:
      writeInteger(writer, row, cell);
      break;
    case reading.date:
      writeDate(writer, row, dateAt(cell.view, cell.start));
      break;
    case reading.dateTime2:
      writeMicros(writer, row, dateTime2At(cell));
      break;
    case reading.dateTime:
      writeMicros(writer, row, dateTimeAt(cell));
      break;
    case reading.dateTimeOffset:
      writeMicros(writer, row, dateTimeOffsetAt(cell));
      break;
    case reading.money:
      writeScaled(writer, row, moneyAt(cell), column.scale);
      break;
    default:
      writeOther(column, writer, row, bytesAt(cell));
  }
}

function writeInteger(writer: ColumnWriter, row: number, { view, start, length }: WireCell): void {
  if (writer.kind === 'int32' || writer.kind === 'boolean') {
    const value = integerAt(view, start, length);
    if (writer.kind === 'int32') writeInt32(writer, row, value);
    else if (value === 0 || value === 1) writer.flags[row] = value;
    else throw new BadCellError('range', String(value));
  } else if (length === 8) writeScaled(writer, row, view.getBigInt64(start, true), 0);
  else writeScaled(writer, row, BigInt(integerAt(view, start, length)), 0);
}

function integerAt(view: DataView, start: number, length: number): number {
  if (length === 4) return view.getInt32(start, true);
  if (length === 2) return view.getInt16(start, true);
  return length === 1 ? view.getUint8(start) : Number(view.getBigInt64(start, true));
}

/** Money of 8 bytes comes with its upper half first. */
function moneyAt({ view, start, length }: WireCell): bigint {
  if (length === 4) return BigInt(view.getInt32(start, true));
  return (BigInt(view.getInt32(start, true)) << 32n) | BigInt(view.getUint32(start + 4, true));
}

const bytesAt = ({ view, start, length }: WireCell): Buffer =>
  Buffer.from(view.buffer, view.byteOffset + start, length);

/** Single-byte text while it is ASCII, and through the driver's own reader everything that is not. */
function writeOther({ metadata, reading: read }: WireColumn, writer: ColumnWriter, row: number, bytes: Buffer): void {
  if (read !== reading.ascii || !writeAscii(writer, row, bytes)) writeSlowly(metadata, writer, row, bytes);
}

const driverOptions = {
  useUTC: true,
  lowerCaseGuids: false,
  tdsVersion: '7_4',
  useColumnNames: false,
  columnNameReplacer: undefined,
  camelCaseColumns: false,
};
/** A text pointer of one byte, a timestamp of eight, then the length: how a value of any length is framed. */
const textHeaderBytes = 14;

/** Through the driver's own reader: text of a code page, and identifiers. */
function writeSlowly(metadata: ColumnMetadata, writer: ColumnWriter, row: number, bytes: Buffer): void {
  const isGuid = metadata.type.name === 'UniqueIdentifier';
  const headerBytes = isGuid ? 1 : textHeaderBytes;
  const framed = Buffer.alloc(headerBytes + bytes.length, 0);
  framed.writeUInt8(isGuid ? bytes.length : 1);
  if (!isGuid) framed.writeUInt32LE(bytes.length, textHeaderBytes - 4);
  bytes.copy(framed, headerBytes);
  const framedAs = isGuid ? metadata : { ...metadata, type: TYPES.Text };
  writeString(writer, row, String(readValue(framed, 0, framedAs, driverOptions).value));
}
