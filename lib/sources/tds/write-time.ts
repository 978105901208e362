import type { ColumnWriter } from '#lib/sources/tds/column-writer';
import type { WireCell } from '#lib/sources/tds/wire-cell';
import { writeBig64, writeSafe64 } from '#lib/sources/tds/write-number';

/** Days from 0001-01-01 to 1970-01-01, and from 1900-01-01. */
const daysToEpoch = 719_162;
const daysFrom1900 = 25_567;
const microsPerDay = 86_400_000_000;
const microsPerMinute = 60_000_000;

/** A wire moment: whole days since 1970-01-01 and microseconds of that day. */
type Moment = { days: number; micros: number };

export const dateAt = (view: DataView, start: number): number =>
  view.getUint16(start, true) + (view.getUint8(start + 2) << 16) - daysToEpoch;

/** Time of day in units of 10^-scale seconds, 3 to 5 bytes, then a date of 3 bytes. A tenth of a microsecond is cut. */
export function wireDateTime2({ view, start, length, scale }: WireCell): Moment {
  const micros = timeAt(view, start, length - 3) * 10 ** (6 - scale);
  return { days: dateAt(view, start + length - 3), micros: scale > 6 ? Math.floor(micros) : micros };
}

/** As datetime2 in UTC, then the offset in minutes: the clock on the wall is kept. */
export function wireDateTimeOffset({ view, start, length, scale }: WireCell): Moment {
  const utc = wireDateTime2({ view, start, length: length - 2, scale });
  return { days: utc.days, micros: utc.micros + view.getInt16(start + length - 2, true) * microsPerMinute };
}

function timeAt(view: DataView, start: number, length: number): number {
  let units = view.getUint16(start, true) + view.getUint8(start + 2) * 0x1_0000;
  if (length > 3) units += view.getUint8(start + 3) * 0x100_0000;
  if (length > 4) units += view.getUint8(start + 4) * 0x1_0000_0000;
  return units;
}

/** Of 8 bytes: days since 1900 and 1/300 s, told to the millisecond as the server tells it; of 4: days and minutes. */
export function wireDateTime({ view, start, length }: WireCell): Moment {
  if (length === 4)
    return {
      days: view.getUint16(start, true) - daysFrom1900,
      micros: view.getUint16(start + 2, true) * microsPerMinute,
    };
  const ticks = view.getUint32(start + 4, true);
  return { days: view.getInt32(start, true) - daysFrom1900, micros: Math.round((ticks * 10) / 3) * 1000 };
}

export function writeMoment(writer: ColumnWriter, row: number, moment: Moment): void {
  if (writer.kind === 'date') {
    writer.halves[row] = moment.days + Math.floor(moment.micros / microsPerDay);
    return;
  }
  const value = moment.days * microsPerDay + moment.micros;
  if (Number.isSafeInteger(value)) writeSafe64(writer, row, value);
  else writeBig64(writer, row, BigInt(moment.days) * BigInt(microsPerDay) + BigInt(moment.micros));
}
