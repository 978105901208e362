const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The next time that the clocks of a zone change, and by how many minutes; forward is positive. */
export type ZoneChange = { at: Date; minutes: number };

/** Null when the zone keeps its time for a year. */
export function nextZoneChange(zone: string, from: Date): ZoneChange | null {
  const before = offsetMinutes(from, zone);
  let last = from.getTime();
  for (let at = last + dayMs; at <= from.getTime() + 366 * dayMs; at += dayMs) {
    const minutes = offsetMinutes(new Date(at), zone) - before;
    if (minutes !== 0) return { at: changeBetween(last, at, zone), minutes };
    last = at;
  }
  return null;
}

/** To the minute: the offset before and after differ. */
function changeBetween(from: number, to: number, zone: string): Date {
  const before = offsetMinutes(new Date(from), zone);
  let [low, high] = [from, to];
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(new Date(middle), zone) === before) low = middle;
    else high = middle;
  }
  return new Date(Math.floor(high / 60_000) * 60_000);
}

/** What the zone's clocks show beyond UTC. */
function offsetMinutes(at: Date, zone: string): number {
  const parts = new Map(
    partsOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((shown - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, made);
  return made;
}
