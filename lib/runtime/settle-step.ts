import { afterwards } from '#lib/runtime/afterwards';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { EngineParts } from '#lib/runtime/engine-parts';
import type { StepOutcome } from '#lib/runtime/execute-step';
import { hurrySkippedElsewhere } from '#lib/runtime/retry-now';
import { endingOf, retryRules, type StepEnding } from '#lib/runtime/step-ending';
import { writePlan } from '#lib/runtime/write-plan';

export type Settlement = { outcome: StepOutcome; endRuns: (runIds: bigint[]) => void };

/** What is still to be written after an attempt: null when its plan was written, or the step is another's now. */
export async function settleStep(
  parts: EngineParts,
  step: ClaimedStep,
  { outcome, endRuns }: Settlement,
): Promise<StepEnding | null> {
  if (outcome.kind === 'lost') return null;
  const rules = retryRules(parts, step);
  try {
    if (outcome.kind !== 'planned') return said(parts, step, endingOf(step, outcome, rules));
    const plan = await writePlan(parts, step, outcome.steps);
    if (!plan) return endingOf(step, { kind: 'cancelled' }, rules);
    sayPlan(parts, step, plan);
    if (plan.open === 0) endRuns([step.runId]);
    if (plan.skipped > 0 && step.trigger !== 'schedule')
      await afterwards(parts, hurrySkippedElsewhere(parts, step.runId));
    return null;
  } catch (error) {
    return said(parts, step, endingOf(step, { kind: 'failed', error }, rules));
  }
}

function sayPlan(
  { runLog }: EngineParts,
  { runId }: ClaimedStep,
  { open, skipped }: { open: number; skipped: number },
): void {
  const message = `Planned ${open} ${open === 1 ? 'step' : 'steps'}${skipped > 0 ? `, ${skipped} skipped` : ''}.`;
  runLog.of(runId, null)('info', message, { code: 'run_planned', params: { steps: open, skipped } });
}

/** A failed attempt says in the run's log why, and when the next one comes. */
function said({ runLog }: EngineParts, step: ClaimedStep, ending: StepEnding): StepEnding {
  if (!ending.error) return ending;
  const about = { step: step.key, attempt: step.attempt, ...ending.error.params };
  const write = runLog.of(step.runId, step.kind === 'plan' ? null : step.key);
  if (ending.reason === 'link_down' && ending.nextAttemptAt) {
    const at = ending.nextAttemptAt.toISOString();
    const message = `${ending.error.message} It waits for the link, and looks again at ${at} at the latest.`;
    write('warning', message, { code: 'step_link_down', params: { ...about, at } });
    return ending;
  }
  write('error', ending.error.message, { code: ending.error.code, params: about });
  if (ending.nextAttemptAt) {
    const at = ending.nextAttemptAt.toISOString();
    write('info', `Attempt ${step.attempt} failed; the next one comes at ${at}.`, {
      code: 'step_retry',
      params: { ...about, at },
    });
  }
  return ending;
}
