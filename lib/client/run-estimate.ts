import type { Run, Step } from '#lib/contract/run';

/** `endAt`: when the run is likely over, in epoch milliseconds; null while there is nothing to judge by. */
export type RunEstimate = { leftSteps: number; endAt: number | null };

type Guess = { run: Pick<Run, 'steps' | 'pausedAt' | 'endedAt'>; steps: readonly Step[]; now: number };

/**
 * What is left goes as fast as what was done: ended steps per minute of work, where minutes in which nothing ran (waits,
 * a pause) do not count. Nothing is said of a paused run, nor before the first step ended.
 */
export function runEstimate({ run, steps, now }: Guess): RunEstimate {
  const { pending, running, waiting } = run.steps;
  const leftSteps = pending + running + waiting;
  if (leftSteps === 0 || run.endedAt !== null || run.pausedAt !== null) return { leftSteps, endAt: null };
  const done = steps.filter(({ state }) => state === 'completed' || state === 'failed').length;
  const workedMs = lengthOfUnion(workOf(steps, now));
  if (done === 0 || workedMs === 0) return { leftSteps, endAt: null };
  const doneInPart = steps.reduce((sum, step) => sum + partDone(step), 0);
  const workLeftMs = (leftSteps - Math.min(running, doneInPart)) * (workedMs / (done + doneInPart));
  return { leftSteps, endAt: Math.max(now + workLeftMs, lastTry(steps)) };
}

type Stretch = { from: number; to: number };

function workOf(steps: readonly Step[], now: number): Stretch[] {
  return steps.flatMap(({ attempts }) =>
    attempts.map(({ startedAt, endedAt }) => ({
      from: Date.parse(startedAt),
      to: endedAt === null ? now : Date.parse(endedAt),
    })),
  );
}

/** Steps run side by side: the same minute counts once. */
function lengthOfUnion(stretches: Stretch[]): number {
  let length = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stretches.toSorted((one, other) => one.from - other.from)) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length;
}

function partDone({ state, progress }: Step): number {
  if (state !== 'running' || !progress?.total) return 0;
  return Math.min(1, progress.done / progress.total);
}

/** A run is not over before the tries that are already planned. */
function lastTry(steps: readonly Step[]): number {
  return steps.reduce((last, step) => {
    const next = step.state === 'waiting' && step.nextAttemptAt ? Date.parse(step.nextAttemptAt) : 0;
    return Math.max(last, next);
  }, 0);
}
