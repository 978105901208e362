import { addChunks, allDays, type DayBits, type DaySpan, noDays, weekdaysIn } from '#lib/sales/day-bits';
import type { DayPart, PartKind } from '#lib/sales/day-parts';

type SettledKind = 'verified' | 'loaded' | 'partial' | 'drifted' | 'closed' | 'lost';

/** The days of one store by what became of them; every day is in one set at most, and missing when it is in none. */
export type SettledDays = Record<SettledKind, DayBits> & {
  /** Of the drifted days: those of a store that was closed and has sales in the warehouse. */
  closedWithSales: DayBits;
  /** Days that are loaded now, and those that wait for it; beside what became of them before. */
  running: DayBits;
  waiting: DayBits;
};

export type SettledState = SettledKind | 'missing';

/** Judges the days of every store by all that is known of them. The one place that weighs marks, calendars and loads. */
export function settleDays(parts: readonly DayPart[], span: DaySpan): (storeId: string) => SettledDays {
  const everywhere: DayPart[] = [];
  const byStore = new Map<string, DayPart[]>();
  for (const part of parts) {
    if (part.storeId === null) everywhere.push(part);
    else if (!append(byStore, part.storeId, part)) byStore.set(part.storeId, [part]);
  }
  return (storeId) => settle([...everywhere, ...(byStore.get(storeId) ?? [])], span);
}

function append(byStore: Map<string, DayPart[]>, storeId: string, part: DayPart): boolean {
  return byStore.get(storeId)?.push(part) !== undefined;
}

function settle(parts: readonly DayPart[], span: DaySpan): SettledDays {
  const known = gather(parts, span);
  const settled: SettledDays = { ...known, closed: noDays(span), lost: noDays(span), closedWithSales: noDays(span) };
  for (let chunk = 0; chunk < span.chunks; chunk += 1) {
    const of = (kind: PartKind): number => known[kind][chunk] ?? 0;
    const calendar = ((of('weekly') | of('holiday')) & ~of('open')) | of('shut');
    const lost = of('marked_lost');
    const shut = (of('marked_closed') | calendar) & ~lost;
    const held = of('verified') | of('loaded') | of('partial');
    // A store that was closed sells nothing: sales of such a day, here or at the source, are for a person to look at.
    const contradicted = shut & held;
    const settledElsewhere = lost | contradicted;
    settled.lost[chunk] = lost;
    settled.closed[chunk] = shut & ~held & ~of('drifted');
    settled.closedWithSales[chunk] = contradicted;
    settled.verified[chunk] = of('verified') & ~settledElsewhere;
    settled.loaded[chunk] = of('loaded') & ~settledElsewhere;
    settled.partial[chunk] = of('partial') & ~settledElsewhere;
    settled.drifted[chunk] = (of('drifted') & ~lost) | contradicted;
  }
  return settled;
}

function gather(parts: readonly DayPart[], span: DaySpan): Record<PartKind, DayBits> {
  const known = {
    verified: noDays(span),
    loaded: noDays(span),
    partial: noDays(span),
    drifted: noDays(span),
    marked_closed: noDays(span),
    marked_lost: noDays(span),
    open: noDays(span),
    shut: noDays(span),
    holiday: noDays(span),
    weekly: noDays(span),
    running: noDays(span),
    waiting: noDays(span),
  };
  for (const part of parts) {
    if (part.kind === 'weekly') known.weekly = weekdaysIn(span, part.chunks.readInt32BE(4));
    else addChunks(known[part.kind], span, part.chunks);
  }
  return known;
}

/** What became of a day, whether it is due or not, whatever is under way. Written out: it is asked of every day there is. */
export function settledState(days: SettledDays, { firstChunk }: DaySpan, day: number): SettledState {
  const chunk = (day >> 5) - firstChunk;
  const bit = 1 << (day & 31);
  if (((days.verified[chunk] ?? 0) & bit) !== 0) return 'verified';
  if (((days.closed[chunk] ?? 0) & bit) !== 0) return 'closed';
  if (((days.partial[chunk] ?? 0) & bit) !== 0) return 'partial';
  if (((days.drifted[chunk] ?? 0) & bit) !== 0) return 'drifted';
  if (((days.loaded[chunk] ?? 0) & bit) !== 0) return 'loaded';
  return ((days.lost[chunk] ?? 0) & bit) !== 0 ? 'lost' : 'missing';
}

/**
 * Of the chunk that begins with `day`: its verified days, as bits, when the others are excused and nothing is under way; null
 * for every other chunk and day. Nearly all of history is such: who walks years of days takes 32 of them in one stride.
 */
export function calmChunk(days: SettledDays, { firstChunk }: DaySpan, day: number): number | null {
  if ((day & 31) !== 0) return null;
  const chunk = (day >> 5) - firstChunk;
  const verified = days.verified[chunk] ?? 0;
  const excused = (days.closed[chunk] ?? 0) | (days.lost[chunk] ?? 0);
  const underWay = (days.running[chunk] ?? 0) | (days.waiting[chunk] ?? 0);
  return (verified | excused) === allDays && underWay === 0 ? verified : null;
}

/** Whether a day is loaded now, or waits for it. */
export function workOnDay(days: SettledDays, { firstChunk }: DaySpan, day: number): 'loading' | 'queued' | null {
  const chunk = (day >> 5) - firstChunk;
  const bit = 1 << (day & 31);
  if (((days.running[chunk] ?? 0) & bit) !== 0) return 'loading';
  return ((days.waiting[chunk] ?? 0) & bit) !== 0 ? 'queued' : null;
}
