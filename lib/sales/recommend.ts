import type { GapRange, Recommendation } from '#lib/contract/overview';

export type Behind = { ranges: readonly GapRange[]; lastDay: string | null; loadMs: number };

const msPerMinute = 60_000;

/** What a person should do next about a store; null when nothing is missing. The newest days come first. */
export function recommend({ ranges, lastDay, loadMs }: Behind): Recommendation | null {
  const newer = ranges.filter(({ to }) => lastDay === null || to > lastDay);
  const chosen = newer.length > 0 ? newer : ranges;
  const [first] = chosen;
  const last = chosen.at(-1);
  if (!first || !last) return null;
  const days = chosen.reduce((sum, range) => sum + range.days, 0);
  const isTried = chosen.every(({ state }) => state !== 'missing');
  const action = isTried ? 'retry' : newer.length > 0 ? 'update' : 'recover';
  return {
    action,
    from: first.from,
    to: last.to,
    days,
    minutes: Math.max(1, Math.ceil((days * loadMs) / msPerMinute)),
  };
}
