import { type Day, dayInZone } from '#lib/contract/day';

const minute = 60_000;

/** The first instant of a day in a zone; where clocks jump over midnight, the first that the day has. */
export function startOfDay(day: Day, zone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from UTC than this; the day changes once in between.
  let low = Math.floor(utc / minute) - 16 * 60;
  let high = Math.floor(utc / minute) + 16 * 60;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (dayInZone(new Date(middle * minute), zone) < day) low = middle + 1;
    else high = middle;
  }
  return new Date(low * minute).toISOString();
}
