import { BadCellError } from '#lib/sources/tds/bad-cell';
import type { ColumnWriter } from '#lib/sources/tds/column-writer';
import type { WireCell } from '#lib/sources/tds/wire-cell';

const twoTo32 = 0x1_0000_0000;
const largestDecimal = 10n ** 18n;
const highOfLargestDecimal = Number(largestDecimal >> 32n);
const largestInt64 = 2n ** 63n;

/** Writes a whole number that fits 53 bits as 64 bits. */
export function writeSafe64(writer: ColumnWriter, row: number, value: number): void {
  const high = Math.floor(value / twoTo32);
  writer.halves[row * 2] = value - high * twoTo32;
  writer.halves[row * 2 + 1] = high;
}

export function writeBig64(writer: ColumnWriter, row: number, value: bigint): void {
  writer.halves[row * 2] = Number(BigInt.asIntN(32, value));
  writer.halves[row * 2 + 1] = Number(BigInt.asIntN(32, value >> 32n));
}

/** A sign byte (1 is positive), then the magnitude, least significant byte first. */
export function writeDecimal(writer: ColumnWriter, row: number, cell: WireCell): void {
  const { view, start, length } = cell;
  const low = view.getUint32(start + 1, true);
  const high = length >= 9 ? view.getUint32(start + 5, true) : 0;
  const rest = length > 9 ? restOf(view, start + 9, start + length) : 0;
  const at = row * 2;
  if (cell.scale !== writer.scale || high >= highOfLargestDecimal || rest !== 0 || writer.kind === 'int32') {
    writeScaled(writer, row, decimalOf(cell), cell.scale);
  } else if (view.getUint8(start) === 1) {
    writer.halves[at] = low;
    writer.halves[at + 1] = high;
  } else {
    writer.halves[at] = -low;
    writer.halves[at + 1] = low === 0 ? -high : ~high;
  }
}

/** Not 0 when a magnitude is longer than 64 bits. */
function restOf(view: DataView, from: number, end: number): number {
  let rest = 0;
  for (let at = from; at < end; at += 4) rest |= view.getUint32(at, true);
  return rest;
}

/** The value times ten to its scale. */
function decimalOf({ view, start, length }: WireCell): bigint {
  let magnitude = 0n;
  for (let at = start + length - 4; at > start; at -= 4)
    magnitude = (magnitude << 32n) | BigInt(view.getUint32(at, true));
  return view.getUint8(start) === 1 ? magnitude : -magnitude;
}

/** Writes `value` of `scale` digits after the point into a column of another scale; nothing is ever rounded. */
export function writeScaled(writer: ColumnWriter, row: number, value: bigint, scale: number): void {
  const shift = 10n ** BigInt(Math.abs(writer.scale - scale));
  if (scale > writer.scale && value % shift !== 0n) throw new BadCellError('fraction', decimalText(value, scale));
  const scaled = scale > writer.scale ? value / shift : value * shift;
  const limit = writer.kind === 'decimal' ? largestDecimal : largestInt64;
  if (scaled >= limit || scaled <= -limit) throw new BadCellError('range', decimalText(value, scale));
  if (writer.kind === 'int32') writeInt32(writer, row, Number(scaled));
  else writeBig64(writer, row, scaled);
}

export function writeInt32(writer: ColumnWriter, row: number, value: number): void {
  if (value !== (value | 0)) throw new BadCellError('range', String(value));
  writer.halves[row] = value;
}

function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
