export const dayMs = 86_400_000;

/** Days since 1970 of `2025-10-17` or `20251017`; undefined when there is no such day. */
export function dayNumberOf(text: string): number | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const back = new Date(ms);
  const same = back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(day);
  return same && Number(year) >= 1 ? ms / dayMs : undefined;
}

export function dayText(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

export type Moment = { readonly localMs: number; readonly offsetMinutes: number };

const momentPattern =
  /^\s*(\d{4}-?\d{2}-?\d{2})?(?:[T ]?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.:](\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:\d{2})?\s*$/;

/** Reads the ISO forms of a date, a time or both; a lone time falls on 1900-01-01. Undefined when it is none. */
export function parseMoment(text: string): Moment | undefined {
  const match = momentPattern.exec(text);
  if (!match || text.trim() === '') return undefined;
  const [, day = '1900-01-01', hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const dayNumber = dayNumberOf(day);
  if (dayNumber === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
  return { localMs: dayNumber * dayMs + clock, offsetMinutes: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

export function offsetText(offsetMinutes: number): string {
  const absolute = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** `08:05:09.123`, with as many digits of the second as the scale says. */
export function clockText(localMs: number, scale: number): string {
  const ms = ((localMs % dayMs) + dayMs) % dayMs;
  const seconds = Math.floor(ms / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (scale === 0) return text;
  return `${text}.${String(Math.floor(ms % 1000))
    .padStart(3, '0')
    .padEnd(7, '0')
    .slice(0, scale)}`;
}

/** Datetimes of one day share their date text: this keeps the last one at hand. */
export function makeDayTextCache(): (localMs: number) => string {
  let known = Number.NaN;
  let text = '';
  return (localMs) => {
    const day = Math.floor(localMs / dayMs);
    if (day !== known) {
      known = day;
      text = dayText(day);
    }
    return text;
  };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
