/** The work of one store: its days are loaded one after the other. */
export type LaneWork = { units: number; ms: number };

/** How long the work takes on the clock with `parallel` stores at a time: full rounds, or the longest store alone. */
export function wallMs(lanes: readonly LaneWork[], parallel: number): number {
  const units = lanes.reduce((sum, lane) => sum + lane.units, 0);
  if (units === 0) return 0;
  const total = lanes.reduce((sum, lane) => sum + lane.ms, 0);
  const rounds = Math.ceil(units / Math.max(1, parallel));
  const longest = lanes.reduce((most, lane) => Math.max(most, lane.ms), 0);
  return Math.max(longest, rounds * (total / units));
}

const msPerMinute = 60_000;

/** For people: whole minutes, and never none while there is work. */
export function minutesOf(ms: number): number {
  return ms === 0 ? 0 : Math.max(1, Math.ceil(ms / msPerMinute));
}
