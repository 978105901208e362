import { pick, randomFrom, seedOf } from '#demo/sales/random';

/** What makes the days of one store its own. */
export type StoreProfile = {
  readonly seed: number;
  readonly index: number;
  /** Lines of a usual day. */
  readonly lines: number;
  readonly tills: number;
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
  /** The share of tickets paid in US dollars. */
  readonly dollarShare: number;
  /** By day of the week, Sunday first. */
  readonly weekdays: readonly number[];
  /** Its last tickets fall after midnight, still on the business day before. */
  readonly closesLate: boolean;
};

const fewestLines = 17_000;
const mostLines = 25_000;

export function profileOf(seed: number, index: number): StoreProfile {
  const random = randomFrom(seedOf(seed, index, 0x5707e));
  const weekdays = [0.92, 0.9, 0.93, 0.96, 1.0, 1.12, 1.17].map((factor) => factor * (0.98 + random() * 0.04));
  return {
    seed,
    index,
    lines: Math.round(fewestLines + random() * (mostLines - fewestLines)),
    tills: 6 + Math.floor(random() * 9),
    opensAtMinute: pick([420, 450, 480], random()),
    closesAtMinute: pick([1260, 1290, 1320, 1380], random()),
    dollarShare: 0.1 + random() * 0.3,
    weekdays,
    closesLate: index % 4 === 1,
  };
}

/** How many lines a day has when no number is asked for: between 15,000 and 30,000. */
export function linesOfDay(profile: StoreProfile, day: number): number {
  const weekday = (((day + 4) % 7) + 7) % 7;
  const noise = 0.985 + randomFrom(seedOf(profile.seed, profile.index, day, 1))() * 0.03;
  return Math.min(30_000, Math.max(15_000, Math.round(profile.lines * (profile.weekdays[weekday] ?? 1) * noise)));
}
