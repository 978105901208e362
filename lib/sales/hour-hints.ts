import type { PartialHint } from '#lib/contract/store-day-detail';

/** Rows that a till sold in an hour of a day, and the second of the day when it last did. */
export type HourRows = { day: string; till: string; hour: number; rows: number; lastSecond: number };

/** Fewer days say nothing about what is usual. */
const fewestDays = 3;
/** An hour that usually has fewer rows may be empty by chance. */
const fewestRows = 5;
const earlyBySeconds = 90 * 60;

/** What the hours of a day lack against the days that are usual for it. */
export function hourHints(hours: readonly HourRows[], day: string, usualDays: readonly string[]): PartialHint[] {
  if (usualDays.length < fewestDays) return [];
  const own = hours.filter((row) => row.day === day);
  const usual = hours.filter((row) => row.day !== day);
  const end = earlyEnd(own, usual, day);
  const ofStore = emptyHours(rowsByHour(own, null), usualHours(usual, null, usualDays));
  const tills = [...new Set(usual.map(({ till }) => till))].sort();
  const emptyForAll = new Set(ofStore.map(({ hour }) => hour));
  const ofTills = tills.flatMap((till) => {
    const empty = emptyHours(rowsByHour(own, till), usualHours(usual, till, usualDays));
    return rangesOf(
      empty.filter(({ hour }) => !emptyForAll.has(hour)),
      till,
    );
  });
  return [...(end ? [end] : []), ...rangesOf(ofStore, null), ...ofTills];
}

type HourCount = { hour: number; rows: number };

const isOf = (till: string | null) => (row: HourRows) => till === null || row.till === till;

function rowsByHour(rows: readonly HourRows[], till: string | null): Map<number, number> {
  const byHour = new Map<number, number>();
  for (const { hour, rows: sold } of rows.filter(isOf(till))) byHour.set(hour, (byHour.get(hour) ?? 0) + sold);
  return byHour;
}

/** The median of each hour, a day without a sale in it counted as none. */
function usualHours(rows: readonly HourRows[], till: string | null, days: readonly string[]): HourCount[] {
  const perDay = days.map((day) =>
    rowsByHour(
      rows.filter((row) => row.day === day),
      till,
    ),
  );
  const hours = [...new Set(perDay.flatMap((byHour) => [...byHour.keys()]))].sort((one, other) => one - other);
  return hours.map((hour) => ({ hour, rows: median(perDay.map((byHour) => byHour.get(hour) ?? 0)) }));
}

function emptyHours(own: ReadonlyMap<number, number>, usual: readonly HourCount[]): HourCount[] {
  return usual.filter(({ hour, rows }) => rows >= fewestRows && !own.has(hour));
}

type EmptyHours = Extract<PartialHint, { kind: 'empty_hours' }>;

/** Joins hours in a row. */
function rangesOf(hours: readonly HourCount[], till: string | null): EmptyHours[] {
  const ranges: EmptyHours[] = [];
  for (const { hour, rows } of hours) {
    const open = ranges.at(-1);
    if (open?.toHour === hour) {
      open.toHour = hour + 1;
      open.usualRows += rows;
    } else ranges.push({ kind: 'empty_hours', till, fromHour: hour, toHour: hour + 1, usualRows: rows });
  }
  return ranges;
}

function earlyEnd(own: readonly HourRows[], usual: readonly HourRows[], day: string): PartialHint | null {
  const lastOf = (rows: readonly HourRows[]): number => Math.max(...rows.map(({ lastSecond }) => lastSecond));
  const usualEnds = [...Map.groupBy(usual, (row) => row.day).values()].map(lastOf);
  const last = lastOf(own);
  const usualLast = Math.round(median(usualEnds));
  if (own.length === 0 || usualLast - last <= earlyBySeconds) return null;
  return { kind: 'early_end', lastSaleAt: momentOf(day, last), usualLastSaleAt: momentOf(day, usualLast) };
}

/** By the store's clock, without a zone. */
function momentOf(day: string, second: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + second * 1000).toISOString().slice(0, 19);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
