import { type Conversion, type Convert, forbidden } from '#demo/sql/convert';
import { dayMs, parseMoment } from '#demo/sql/dates';
import { momentIn, numberIn, textIn } from '#demo/sql/narrow';
import { valueError } from '#demo/sql/sql-error';
import { isDate, isInteger, isText, type SqlType, type Value } from '#demo/sql/types';

/** 1900-01-01, where a datetime's days begin. */
export const days1900 = -25_567;

/** Conversions to dates, times and both. */
export function toMoment({ from, to, line }: Conversion): Convert {
  const read = momentReader(from, to, line);
  return (value) => shaped(read(value), to);
}

type Moment = { readonly localMs: number; readonly offsetMinutes: number };

function momentReader(from: SqlType, to: SqlType, line = 1): (value: Value) => Moment {
  if (from.name === 'date') return (value) => ({ localMs: numberIn(value) * dayMs, offsetMinutes: 0 });
  if (from.name === 'time') return (value) => ({ localMs: days1900 * dayMs + numberIn(value), offsetMinutes: 0 });
  if (isDate(from)) return momentIn;
  if (isInteger(from) && to.name === 'datetime')
    return (value) => ({ localMs: (numberIn(value) + days1900) * dayMs, offsetMinutes: 0 });
  if (!isText(from)) return forbidden(from, to, line);
  return (value) => {
    const parsed = textIn(value) === '' ? { localMs: days1900 * dayMs, offsetMinutes: 0 } : parseMoment(textIn(value));
    if (parsed) return parsed;
    throw valueError(241, 'Conversion failed when converting date and/or time from character string.', line);
  };
}

function shaped(moment: Moment, to: SqlType): Value {
  const { localMs } = moment;
  if (to.name === 'date') return Math.floor(localMs / dayMs);
  if (to.name === 'time') return ((localMs % dayMs) + dayMs) % dayMs;
  if (to.name === 'datetime') return roundToDatetime(localMs);
  if (to.name === 'datetimeoffset') return moment;
  return roundToScale(localMs, to.scale);
}

/** datetime counts three-hundredths of a second: the last digit of its ms is 0, 3 or 7. */
export function roundToDatetime(localMs: number): number {
  return Math.round((Math.round((localMs * 3) / 10) * 10) / 3);
}

function roundToScale(localMs: number, scale: number): number {
  if (scale >= 3) return localMs;
  const unit = 10 ** (3 - scale);
  return Math.round(localMs / unit) * unit;
}
