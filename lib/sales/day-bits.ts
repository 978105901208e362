import { addDays, daysBetween } from '#lib/contract/day';

/**
 * A set of days, a bit each: bit n of chunk c is the day 32·c + n after 2000-01-01. Sets are joined and cut 32 days at a
 * time, so that years of every store are judged in a millisecond.
 */
export type DayBits = Int32Array;

/** The days that sets of days speak of, both ends included, as days after 2000-01-01. */
export type DaySpan = { first: number; last: number; firstChunk: number; chunks: number };

const origin = '2000-01-01';

/** As SQL: `(day - date '2000-01-01') >> 5` is the chunk, `& 31` the bit. */
export const originSql = `date '${origin}'`;

export const numberOfDay = (day: string): number => daysBetween(origin, day);

const mostNames = 50_000;
const names = new Map<number, string>();

/** Kept once it was written: to write a date takes microseconds, and the gaps of all stores name thousands. */
export function dayOfNumber(number: number): string {
  const known = names.get(number);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  const name = addDays(origin, number);
  names.set(number, name);
  return name;
}

export function daySpan(from: string, to: string): DaySpan {
  const [first, last] = [numberOfDay(from), numberOfDay(to)];
  return { first, last, firstChunk: first >> 5, chunks: Math.max(0, (last >> 5) - (first >> 5) + 1) };
}

/** The bits of a chunk that has every day. */
export const allDays = -1;

export const noDays = ({ chunks }: DaySpan): DayBits => new Int32Array(chunks);

export function hasDay(bits: DayBits, { firstChunk }: DaySpan, day: number): boolean {
  return ((bits[(day >> 5) - firstChunk] ?? 0) & (1 << (day & 31))) !== 0;
}

/** How many days a chunk has. */
export function daysIn(bits: number): number {
  let days = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) days += 1;
  return days;
}

const pairBytes = 8;

/** Adds chunks as `day-parts` reads them, number and bits by turns. Those outside the span are left out. */
export function addChunks(bits: DayBits, { firstChunk }: DaySpan, chunks: Buffer): void {
  for (let at = 0; at < chunks.length; at += pairBytes) {
    const index = chunks.readInt32BE(at) - firstChunk;
    if (index >= 0 && index < bits.length) bits[index] = (bits[index] ?? 0) | chunks.readInt32BE(at + 4);
  }
}

/** Every day of the span that falls on one of the weekdays; bit 0 is Monday. */
export function weekdaysIn({ firstChunk, chunks }: DaySpan, weekdays: number): DayBits {
  return Int32Array.from({ length: chunks }, (_, index) => {
    let bits = 0;
    for (let bit = 0; bit < 32; bit += 1) {
      if ((weekdays & (1 << weekdayOf((firstChunk + index) * 32 + bit))) !== 0) bits |= 1 << bit;
    }
    return bits;
  });
}

/** 2000-01-01 was a Saturday. */
const weekdayOf = (day: number): number => (((day + 5) % 7) + 7) % 7;
