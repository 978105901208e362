import { type Day, eachDay } from '#lib/contract/day';

/** The days of one month within a period: where they begin, and how many there are. */
export type Month = { key: string; name: string; first: number; count: number };

/** With the year on the first month, and on each January. */
export function monthsOf(from: Day, to: Day, locale: string): Month[] {
  const months: Month[] = [];
  for (const [place, day] of eachDay(from, to).entries()) {
    const key = day.slice(0, 7);
    const month = months.at(-1);
    if (month?.key === key) month.count += 1;
    else months.push({ key, name: monthName(day, months.length === 0, locale), first: place, count: 1 });
  }
  return months;
}

function monthName(day: Day, isFirst: boolean, locale: string): string {
  const withYear = isFirst || day.slice(5, 7) === '01';
  const options: Intl.DateTimeFormatOptions = {
    month: 'short',
    timeZone: 'UTC',
    ...(withYear ? { year: 'numeric' } : {}),
  };
  return new Intl.DateTimeFormat(locale, options).format(Date.parse(day));
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
