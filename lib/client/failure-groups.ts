import type { Failure } from '#lib/contract/problem';
import type { Step } from '#lib/contract/run';

/** Steps that fail for the same reason, so that sixteen stores behind one dead link read as one problem. */
export type FailureGroup = { cause: string; example: Failure; steps: Step[]; nextAttemptAt: string | null };

/** The failing steps by cause, the most frequent first. */
export function failureGroups(steps: readonly Step[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const step of steps) {
    const { error, state } = step;
    if (!error || (state !== 'failed' && state !== 'waiting')) continue;
    const cause = causeOf(error);
    const group = groups.get(cause);
    groups.set(cause, {
      cause,
      example: group?.example ?? error,
      steps: [...(group?.steps ?? []), step],
      nextAttemptAt: earlier(group?.nextAttemptAt ?? null, step.nextAttemptAt),
    });
  }
  return [...groups.values()].toSorted((one, other) => other.steps.length - one.steps.length);
}

/** The code alone is too coarse: a store that refuses and a day without sales are two problems. */
function causeOf({ code, params }: Failure): string {
  return typeof params.why === 'string' ? `${code}/${params.why}` : code;
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) <= Date.parse(other) ? one : other;
}
