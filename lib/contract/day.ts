import { z } from 'zod';

/** Years that every database has, with room to count on from either end. */
const dayPattern = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
const msPerDay = 86_400_000;

function isCalendarDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A calendar day of the store, `YYYY-MM-DD`; no instant and no zone. A bad one is not compared with others: `abort`. */
export const Day = z
  .string()
  .refine(isCalendarDay, { abort: true, error: 'expected a calendar day as YYYY-MM-DD, from 1900 to 2999' });
export type Day = z.infer<typeof Day>;

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * msPerDay).toISOString().slice(0, 10);
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);
}

/** Every day of the period, both ends included; empty when `to` is before `from`. */
export function eachDay(from: Day, to: Day): Day[] {
  const count = daysBetween(from, to) + 1;
  return count > 0 ? Array.from({ length: count }, (_, index) => addDays(from, index)) : [];
}

/** The calendar day that clocks of `zone` show at `at`. */
export function dayInZone(at: Date, zone: string): Day {
  return calendarOf(zone).format(at);
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times more than using it, and a page asks for today in every part of it. */
function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  calendars.set(zone, made);
  return made;
}
