import { slotLetters, slotMinutes, stripSlots } from '#lib/contract/connectivity';

const slotMs = slotMinutes * 60_000;

/** When the half hour began that `at` lies in. */
export const slotOf = (at: Date): Date => new Date(Math.floor(at.getTime() / slotMs) * slotMs);

/** When the first half hour of a strip began whose last one holds `now`. */
export const stripStart = (now: Date): Date => new Date(slotOf(now).getTime() - (stripSlots - 1) * slotMs);

/** A strip as it was written, moved on to `now`: nothing is known of the half hours in between. */
export function stripAt(strip: string, writtenAt: Date | null, now: Date): string {
  if (writtenAt === null) return slotLetters.unknown.repeat(stripSlots);
  const passed = Math.round((slotOf(now).getTime() - writtenAt.getTime()) / slotMs);
  const moved = strip + slotLetters.unknown.repeat(Math.min(stripSlots, Math.max(0, passed)));
  return moved.slice(-stripSlots).padStart(stripSlots, slotLetters.unknown);
}
