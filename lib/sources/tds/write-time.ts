import type { ColumnWriter } from '#lib/sources/tds/column-writer';
import type { WireCell } from '#lib/sources/tds/wire-cell';
import { writeBig64, writeSafe64 } from '#lib/sources/tds/write-number';

/** Days from 0001-01-01 to 1970-01-01, and from 1900-01-01. */
const daysToEpoch = 719_162;
const daysFrom1900 = 25_567;
const microsPerDay = 86_400_000_000;
const microsPerMinute = 60_000_000;

export const dateAt = (view: DataView, start: number): number =>
  view.getUint16(start, true) + (view.getUint8(start + 2) << 16) - daysToEpoch;

/** Microseconds since 1970-01-01; a bigint where a number would not be exact, before 1684 and after 2255. */
type Micros = number | bigint;

function microsOf(days: number, micros: number): Micros {
  const sum = days * microsPerDay + micros;
  return Number.isSafeInteger(sum) ? sum : BigInt(days) * BigInt(microsPerDay) + BigInt(micros);
}

/** Time of day in units of 10^-scale seconds, 3 to 5 bytes, then a date of 3 bytes. A tenth of a microsecond is cut. */
export function dateTime2At({ view, start, length, scale }: WireCell): Micros {
  return microsOf(dateAt(view, start + length - 3), timeAt(view, start, length - 3, scale));
}

/** As datetime2 in UTC, then the offset in minutes: the clock on the wall is kept. */
export function dateTimeOffsetAt({ view, start, length, scale }: WireCell): Micros {
  const offset = view.getInt16(start + length - 2, true) * microsPerMinute;
  return microsOf(dateAt(view, start + length - 5), timeAt(view, start, length - 5, scale) + offset);
}

function timeAt(view: DataView, start: number, length: number, scale: number): number {
  let units = view.getUint16(start, true) + view.getUint8(start + 2) * 0x1_0000;
  if (length > 3) units += view.getUint8(start + 3) * 0x100_0000;
  if (length > 4) units += view.getUint8(start + 4) * 0x1_0000_0000;
  return scale > 6 ? Math.floor(units / 10) : units * 10 ** (6 - scale);
}

/** Of 8 bytes: days since 1900 and 1/300 s, told to the millisecond as the server tells it; of 4: days and minutes. */
export function dateTimeAt({ view, start, length }: WireCell): Micros {
  if (length === 4) {
    return microsOf(view.getUint16(start, true) - daysFrom1900, view.getUint16(start + 2, true) * microsPerMinute);
  }
  const ticks = view.getUint32(start + 4, true);
  return microsOf(view.getInt32(start, true) - daysFrom1900, Math.round((ticks * 10) / 3) * 1000);
}

/** A date is the day of the moment. */
export function writeMicros(writer: ColumnWriter, row: number, micros: Micros): void {
  if (writer.kind === 'date') writer.halves[row] = Math.floor(Number(micros) / microsPerDay);
  else if (typeof micros === 'number') writeSafe64(writer, row, micros);
  else writeBig64(writer, row, micros);
}

export function writeDate(writer: ColumnWriter, row: number, days: number): void {
  if (writer.kind === 'date') writer.halves[row] = days;
  else writeMicros(writer, row, microsOf(days, 0));
}
