import type { Failure } from '#lib/contract/problem';
import { failureOf, isRetryable } from '#lib/errors';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { Job } from '#lib/runtime/define-job';
import type { StepOutcome } from '#lib/runtime/execute-step';
import { jsonText } from '#lib/runtime/json-text';

/** Times that a step is given to another node after its node died; the next death makes it a poison step. */
const mostRedeliveries = 3;
/** From its second death on a step runs without other such steps beside it: one of them is killing its nodes. */
export const aloneFrom = 2;

/** What one attempt leaves behind. `state` is the step's, `outcome` the attempt's. */
export type StepEnding = {
  id: bigint;
  runId: bigint;
  attempt: number;
  job: string;
  key: string;
  state: 'completed' | 'failed' | 'cancelled' | 'waiting' | 'pending';
  outcome: 'completed' | 'failed' | 'cancelled' | 'lost';
  /** JSON text, so that a result that is no JSON fails its own step and no other. */
  result: string | null;
  error: Failure | null;
  nextAttemptAt: Date | null;
  triesUsed: number;
  /** An attempt that used up no try allows one more. */
  moreAttempts: number;
  redelivered: number;
};

type Ending = Pick<StepEnding, 'state' | 'outcome'> & Partial<StepEnding>;

function ending(step: EndedStep, end: Ending): StepEnding {
  const { id, runId, attempt, job, key } = step;
  const nothing = { result: null, error: null, nextAttemptAt: null, triesUsed: 0, moreAttempts: 0, redelivered: 0 };
  return { id, runId, attempt, job, key, ...nothing, ...end };
}

type EndedStep = Pick<ClaimedStep, 'id' | 'runId' | 'attempt' | 'job' | 'key'>;

export function endingOf(
  step: ClaimedStep,
  outcome: Exclude<StepOutcome, { kind: 'planned' | 'lost' }>,
  at: RetryRules,
): StepEnding {
  if (outcome.kind === 'completed') {
    return ending(step, { state: 'completed', outcome: 'completed', result: jsonText(outcome.result) });
  }
  if (outcome.kind === 'cancelled') return ending(step, { state: 'cancelled', outcome: 'cancelled' });
  if (outcome.kind === 'handed_back') return ending(step, { state: 'pending', outcome: 'lost', moreAttempts: 1 });
  return failedEnding(step, outcome.error, at);
}

export type RetryRules = { job: Job | undefined; now: Date };

function failedEnding(step: ClaimedStep, error: unknown, { job, now }: RetryRules): StepEnding {
  const failed = { outcome: 'failed', error: failureOf(error), triesUsed: 1 } as const;
  if (step.triesLeft <= 1 || !isRetryable(error)) return ending(step, { state: 'failed', ...failed });
  const minutes = step.retryMinutes ?? job?.retries.everyMinutes ?? 0;
  return ending(step, { state: 'waiting', ...failed, nextAttemptAt: new Date(now.getTime() + minutes * 60_000) });
}

/** This node holds it and nothing runs it: the answer to its claim was lost, which is no death of a node. */
export function orphanEnding(step: LostStep): StepEnding {
  if (step.cancelRequested) return ending(step, { state: 'cancelled', outcome: 'lost' });
  return ending(step, { state: 'pending', outcome: 'lost', moreAttempts: 1 });
}

/** The database does not take what the attempt left behind, and never will. */
export function refusedEnding(refused: StepEnding): StepEnding {
  const message = `${refused.key}: the database cannot store what this attempt left behind.`;
  const error: Failure = { code: 'unexpected', message, params: { step: refused.key } };
  return { ...refused, state: 'failed', outcome: 'failed', result: null, error, nextAttemptAt: null, triesUsed: 1 };
}

export type LostStep = EndedStep & { redeliveries: number; cancelRequested: boolean };

/** Its node died: another one takes it, unless it was cancelled or takes every node with it. */
export function lostEnding(step: LostStep): StepEnding {
  if (step.cancelRequested) return ending(step, { state: 'cancelled', outcome: 'lost' });
  if (step.redeliveries < mostRedeliveries) {
    return ending(step, { state: 'pending', outcome: 'lost', moreAttempts: 1, redelivered: 1 });
  }
  const times = step.redeliveries + 1;
  const message = `${step.key}: the process that ran it died ${times} times; it is not tried again by itself.`;
  const error: Failure = { code: 'unexpected', message, params: { step: step.key, times } };
  return ending(step, { state: 'failed', outcome: 'lost', error, redelivered: 1 });
}
