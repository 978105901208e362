import type { Step } from '#lib/contract/run';

/** What a step did against the same step before: null where one of them has no such figure. */
export type StepDelta = { before: Step | null; tookMs: number | null; rows: number | null };

/**
 * Each step beside its like in the run before, by the id of the step: the same key, or the same place within its lane
 * (yesterday's run loaded the same store, of another day).
 */
export function stepDeltas(steps: readonly Step[], before: readonly Step[]): Map<string, StepDelta> {
  const byKey = new Map(before.map((step) => [step.key, step]));
  const lanes = placesInLanes(before);
  const places = placesInLanes(steps);
  const likes = new Map([...places].map(([place, step]) => [step.id, lanes.get(place)]));
  return new Map(
    steps.map((step) => {
      const like = byKey.get(step.key) ?? likes.get(step.id) ?? null;
      return [step.id, like ? deltaOf(step, like) : { before: null, tookMs: null, rows: null }];
    }),
  );
}

function deltaOf(step: Step, before: Step): StepDelta {
  return {
    before,
    tookMs: minus(tookMs(step), tookMs(before)),
    rows: minus(rowsOf(step.result), rowsOf(before.result)),
  };
}

function placesInLanes(steps: readonly Step[]): Map<string, Step> {
  const counts = new Map<string, number>();
  return new Map(
    steps.flatMap((step) => {
      if (step.lane === null) return [];
      const count = counts.get(step.lane) ?? 0;
      counts.set(step.lane, count + 1);
      return [[`${step.lane} ${count}`, step] as const];
    }),
  );
}

/** How long the tries of a step took together, without the waits between them; null before one ended. */
function tookMs({ attempts }: Pick<Step, 'attempts'>): number | null {
  const ended = attempts.flatMap(({ startedAt, endedAt }) =>
    endedAt === null ? [] : [Date.parse(endedAt) - Date.parse(startedAt)],
  );
  return ended.length === 0 ? null : ended.reduce((sum, ms) => sum + ms, 0);
}

/** The rows that a result tells of, in itself or among its figures. */
function rowsOf(result: unknown): number | null {
  if (typeof result !== 'object' || result === null) return null;
  if ('rows' in result && typeof result.rows === 'number') return result.rows;
  return 'figures' in result ? rowsOf(result.figures) : null;
}

/** The rows of all steps together; null when none tells of rows. */
export function rowsTogether(steps: readonly Step[]): number | null {
  const rows = steps.map(({ result }) => rowsOf(result)).filter((count) => count !== null);
  return rows.length === 0 ? null : rows.reduce((sum, count) => sum + count, 0);
}

function minus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one - other;
}
