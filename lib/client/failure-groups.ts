import type { Failure, ProblemCode } from '#lib/contract/problem';
import type { Step } from '#lib/contract/run';

/** Steps that fail for the same reason, so that sixteen stores behind one dead link read as one problem. */
export type FailureGroup = { code: ProblemCode; example: Failure; steps: Step[]; nextAttemptAt: string | null };

/** The failing steps by cause, the most frequent first. */
export function failureGroups(steps: readonly Step[]): FailureGroup[] {
  const groups = new Map<ProblemCode, FailureGroup>();
  for (const step of steps) {
    const { error, state } = step;
    if (!error || (state !== 'failed' && state !== 'waiting')) continue;
    const group = groups.get(error.code);
    groups.set(error.code, {
      code: error.code,
      example: group?.example ?? error,
      steps: [...(group?.steps ?? []), step],
      nextAttemptAt: earlier(group?.nextAttemptAt ?? null, step.nextAttemptAt),
    });
  }
  return [...groups.values()].toSorted((one, other) => other.steps.length - one.steps.length);
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) <= Date.parse(other) ? one : other;
}
