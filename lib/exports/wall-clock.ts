const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant, as `2026-11-21 05:00:13`: Swedish is written so. */
export function wallClock(iso: string, zone: string): string {
  const known = clocks.get(zone);
  const clock = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  if (!known) clocks.set(zone, clock);
  return clock.format(new Date(iso));
}
