import type { Attempt, Run, Step } from '#lib/contract/run';

/** A stretch of time, in epoch milliseconds. */
export type Stretch = { from: number; to: number };

/** A try of a step, or the wait for the next one. */
export type Bar = Stretch & { kind: Attempt['outcome'] | 'wait' };

/** The tries of a step in time; between two of them, and until the one to come, it waits. */
export function barsOf(step: Pick<Step, 'attempts' | 'state'>, now: number): Bar[] {
  const bars: Bar[] = [];
  for (const { startedAt, endedAt, outcome } of step.attempts) {
    const from = Date.parse(startedAt);
    const before = bars.at(-1);
    if (before && before.to < from) bars.push({ kind: 'wait', from: before.to, to: from });
    bars.push({ kind: outcome, from, to: endedAt === null ? Math.max(now, from) : Date.parse(endedAt) });
  }
  const last = bars.at(-1);
  if (step.state === 'waiting' && last && last.to < now) bars.push({ kind: 'wait', from: last.to, to: now });
  return bars;
}

/** From the start of a run to its end, or to now while it goes. Never of no length. */
export function stretchOf(
  run: Pick<Run, 'createdAt' | 'startedAt' | 'endedAt'>,
  bars: readonly Bar[],
  now: number,
): Stretch {
  const from = Math.min(Date.parse(run.startedAt ?? run.createdAt), ...bars.map((bar) => bar.from));
  const end = run.endedAt === null ? now : Date.parse(run.endedAt);
  const to = Math.max(end, ...bars.map((bar) => bar.to));
  return { from, to: Math.max(to, from + 1000) };
}

/** Where a bar lies in what is seen, in percent of its width; null when it lies outside. */
export function placeInView(bar: Stretch, view: Stretch): { left: number; width: number } | null {
  if (bar.to < view.from || bar.from > view.to) return null;
  const share = (at: number) => ((at - view.from) / (view.to - view.from)) * 100;
  const left = Math.max(0, share(bar.from));
  return { left, width: Math.min(100, share(bar.to)) - left };
}

/** Bars of many steps as few: neighbours of one kind that a screen cannot tell apart become one. */
export function mergedBars(bars: readonly Bar[], view: Stretch): Bar[] {
  const apart = (view.to - view.from) / 400;
  const merged: Bar[] = [];
  for (const bar of bars.toSorted((one, other) => one.from - other.from)) {
    const before = merged.at(-1);
    if (before && before.kind === bar.kind && bar.from - before.to < apart) before.to = Math.max(before.to, bar.to);
    else merged.push({ ...bar });
  }
  return merged;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const paces = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30].map((count) => count * day),
];

/** Round times since `start`, at most `most` of them in what is seen. */
export function ticksOf(view: Stretch, start: number, most: number): { at: number; sinceStart: number }[] {
  const length = view.to - view.from;
  const pace = paces.find((each) => length / each <= most) ?? length / most;
  const first = Math.ceil((view.from - start) / pace);
  const last = Math.floor((view.to - start) / pace);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const sinceStart = (first + index) * pace;
    return { at: start + sinceStart, sinceStart };
  });
}

/** Nearer than this the bars say nothing more. */
const nearest = 200;

/** What is seen after zooming around its middle by `factor` (2 = twice as near), kept inside the whole. */
export function zoomed(view: Stretch, whole: Stretch, factor: number): Stretch {
  const wholeLength = whole.to - whole.from;
  const length = Math.min(wholeLength, Math.max(nearest, (view.to - view.from) / factor));
  return inside({ from: (view.from + view.to - length) / 2, to: (view.from + view.to + length) / 2 }, whole);
}

/** What is seen after moving by a share of its width, kept inside the whole. */
export function moved(view: Stretch, whole: Stretch, share: number): Stretch {
  const by = (view.to - view.from) * share;
  return inside({ from: view.from + by, to: view.to + by }, whole);
}

function inside({ from, to }: Stretch, whole: Stretch): Stretch {
  const by = Math.max(0, whole.from - from) - Math.max(0, to - whole.to);
  return { from: Math.max(whole.from, from + by), to: Math.min(whole.to, to + by) };
}

/** A lane with its steps; a lane of one step is that step alone. */
export type TimelineRow =
  | { kind: 'lane'; key: string; lane: string; steps: readonly Step[]; open: boolean }
  | { kind: 'step'; key: string; step: Step; inLane: boolean };

/** The steps by lane in the order of the plan, as rows; the steps of closed lanes are left out. */
export function timelineRows(steps: readonly Step[], closed: ReadonlySet<string>): TimelineRow[] {
  const lanes = new Map<string, Step[]>();
  for (const step of steps) {
    const name = step.lane ?? `step:${step.id}`;
    const lane = lanes.get(name);
    if (lane) lane.push(step);
    else lanes.set(name, [step]);
  }
  return [...lanes].flatMap(([lane, held]): TimelineRow[] => {
    const inLane = held.length > 1;
    const rows = held.map((step): TimelineRow => ({ kind: 'step', key: step.id, step, inLane }));
    if (!inLane) return rows;
    const open = !closed.has(lane);
    return [{ kind: 'lane', key: lane, lane, steps: held, open }, ...(open ? rows : [])];
  });
}
