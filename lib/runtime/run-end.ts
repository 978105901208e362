import type { Failure } from '#lib/contract/problem';
import type { RunState, StepState } from '#lib/contract/run';
import type { StepEnd } from '#lib/runtime/define-job';

type EndingRun = { cancelRequestedAt: Date | null; error: Failure | null };

export type StepCounts = { completed: number; failed: number; cancelled: number };
export type RunEnding = { state: RunState; error: Failure | null; message: string; counts: StepCounts };

/** How a run ended, from its steps: skipped ones do not count; one failed step is enough for it not to be completed. */
export function runEnd(run: EndingRun, steps: StepEnd[]): RunEnding {
  const count = (state: StepState) => steps.filter((step) => step.state === state).length;
  const counts = { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled') };
  return { ...endOf(run, steps, counts), counts };
}

function endOf(
  run: EndingRun,
  steps: StepEnd[],
  { completed, failed, cancelled }: StepCounts,
): Omit<RunEnding, 'counts'> {
  const timedOut = run.error?.code === 'timed_out';
  if (failed + cancelled === 0 && !run.error && !run.cancelRequestedAt) return completedEnd(completed);
  if (run.cancelRequestedAt && !timedOut && (cancelled > 0 || completed + failed === 0)) {
    return { state: 'cancelled', error: null, message: `Cancelled: ${summary(completed, failed, cancelled)}.` };
  }
  if (failed + cancelled === 0 && !run.error) return completedEnd(completed);
  const state = completed > 0 ? 'partial' : 'failed';
  const error = run.error ?? firstError(steps);
  return {
    state,
    error,
    message: `${state === 'partial' ? 'Partly done' : 'Failed'}: ${summary(completed, failed, cancelled)}.`,
  };
}

function completedEnd(completed: number): Omit<RunEnding, 'counts'> {
  const message = completed === 0 ? 'Nothing to do.' : `Completed: ${completed} ${completed === 1 ? 'step' : 'steps'}.`;
  return { state: 'completed', error: null, message };
}

function summary(completed: number, failed: number, cancelled: number): string {
  return `${completed} completed, ${failed} failed, ${cancelled} cancelled`;
}

/** The run shows the first failure; every step keeps its own. */
function firstError(steps: StepEnd[]): Failure | null {
  const failed = steps.find(({ state, error }) => state === 'failed' && error !== null);
  return failed ? asFailure(failed.error) : null;
}

/** True because the engine alone writes the error of a step, from `failureOf`. */
function asFailure(error: unknown): Failure {
  return error as Failure;
}
