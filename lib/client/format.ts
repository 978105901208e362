import { addDays, type Day, dayInZone, daysBetween } from '#lib/contract/day';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Two units at most: `850 ms`, `4.2 s`, `2 min 14 s`, `11 h 05 min`, `3 d 4 h`; `4,2 s` in Spanish. */
export function duration(ms: number, locale: string): string {
  const total = Math.max(0, ms);
  if (total < second) return `${Math.round(total)} ms`;
  if (total < 10 * second) return `${(total / second).toFixed(1).replace('.', pointOf(locale))} s`;
  return coarse(total);
}

/** A waiting time that ticks: never below a second. */
export function countdown(ms: number): string {
  return ms < second ? '0 s' : coarse(ms);
}

function coarse(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return pair(Math.floor(ms / minute), 'min', Math.floor((ms % minute) / second), 's');
  if (ms < day) return pair(Math.floor(ms / hour), 'h', Math.floor((ms % hour) / minute), 'min');
  return pair(Math.floor(ms / day), 'd', Math.floor((ms % day) / hour), 'h');
}

function pair(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}

/** `10 min`, `1 h 20 min`: for estimates, so never more exact than a minute. */
export function minutesText(minutes: number): string {
  return countdown(Math.max(1, Math.round(minutes)) * minute);
}

const dayOptions = {
  short: { day: 'numeric', month: 'short' },
  year: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A business day has no zone: it is written as it is. The year appears when it is not the year of `today`. */
export function dayText(value: Day, locale: string, today: Day): string {
  const options = value.slice(0, 4) === today.slice(0, 4) ? dayOptions.short : dayOptions.year;
  return steady(formatterOf(locale, 'UTC', options).format(Date.parse(value)));
}

export function longDayText(value: Day, locale: string): string {
  return steady(formatterOf(locale, 'UTC', dayOptions.long).format(Date.parse(value)));
}

/** `12 – 18 nov`; one day alone when both ends are the same. */
export function rangeText(from: Day, to: Day, place: { locale: string; today: Day }): string {
  if (from === to) return dayText(from, place.locale, place.today);
  const sameYear = to.slice(0, 4) === place.today.slice(0, 4) && from.slice(0, 4) === to.slice(0, 4);
  return steady(
    formatterOf(place.locale, 'UTC', sameYear ? dayOptions.short : dayOptions.year).formatRange(
      Date.parse(from),
      Date.parse(to),
    ),
  );
}

export type NearDay = 'today' | 'tomorrow' | 'yesterday';

/** Says today, tomorrow or yesterday where that is true in `zone`; null for every other day. */
export function nearDay(at: Date, now: Date, zone: string): NearDay | null {
  const distance = daysBetween(dayInZone(now, zone), dayInZone(at, zone));
  if (distance === 0) return 'today';
  if (distance === 1) return 'tomorrow';
  return distance === -1 ? 'yesterday' : null;
}

const clockOptions: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export function clockText(at: Date, locale: string, zone: string): string {
  return steady(formatterOf(locale, zone, clockOptions).format(at));
}

/** With seconds, for log lines. */
export function exactClockText(at: Date, locale: string, zone: string): string {
  return steady(formatterOf(locale, zone, { ...clockOptions, second: '2-digit' }).format(at));
}

/** The day in words and the clock, without saying near days by name. */
export function instantText(at: Date, locale: string, zone: string): string {
  return steady(
    formatterOf(locale, zone, { weekday: 'short', day: 'numeric', month: 'short', ...clockOptions }).format(at),
  );
}

/** Everything, with the zone: for titles and for whoever must be sure. */
export function fullInstantText(at: Date, locale: string, zone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...clockOptions,
    second: '2-digit',
  };
  return `${steady(formatterOf(locale, zone, options).format(at))} ${offsetText(at, zone)}`;
}

/** `GMT-4`, as it is in `zone` at that moment. */
export function offsetText(at: Date, zone: string): string {
  const parts = formatterOf('en', zone, { timeZoneName: 'shortOffset' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The first day of a period of `days` that ends at `to`. */
export function startOf(to: Day, days: number): Day {
  return addDays(to, 1 - days);
}

/** Decimal strings keep every digit: they are written as text, never through floating point. Only `.0000` goes. */
export function decimalText(value: string, locale: string): string {
  const [whole = '0', fraction = ''] = value.split('.');
  const isWhole = /^0*$/.test(fraction);
  const grouped = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(BigInt(whole));
  const sign = value.startsWith('-') && !grouped.startsWith('-') ? '-' : '';
  return isWhole ? `${sign}${grouped}` : `${sign}${grouped}${pointOf(locale)}${fraction}`;
}

function pointOf(locale: string): string {
  return locale === 'es' ? ',' : '.';
}

const thinSpaces = /[\u2009\u202f]/g;

/** Node and the browsers disagree on thin spaces; a page must read the same before and after the browser takes over. */
function steady(text: string): string {
  return text.replace(thinSpaces, ' ');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times more than using it, and tables use thousands. */
function formatterOf(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}
