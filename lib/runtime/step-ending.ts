import type { Failure } from '#lib/contract/problem';
import { codeOf, failureOf, isRetryable } from '#lib/errors';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { Job } from '#lib/runtime/define-job';
import type { EngineParts } from '#lib/runtime/engine-parts';
import type { StepOutcome } from '#lib/runtime/execute-step';
import { jsonText } from '#lib/runtime/json-text';

/** Times that a step is given to another node after its node died; the next death makes it a poison step. */
const mostRedeliveries = 3;
/** From its second death on a step runs without other such steps beside it: one of them is killing its nodes. */
export const aloneFrom = 2;

/** A step whose link is down looks again after this long, should nobody say that the link is back. */
const linkProbeMinutes = 5;

/** What one attempt leaves behind. `state` is the step's, `outcome` the attempt's. */
export type StepEnding = {
  id: bigint;
  runId: bigint;
  attempt: number;
  job: string;
  key: string;
  state: 'completed' | 'failed' | 'cancelled' | 'waiting' | 'pending';
  /** Why a step waits, when it is not for a retry. */
  reason: 'link_down' | null;
  outcome: 'completed' | 'failed' | 'cancelled' | 'lost';
  /** JSON text, so that a result that is no JSON fails its own step and no other. */
  result: string | null;
  error: Failure | null;
  nextAttemptAt: Date | null;
  triesUsed: number;
  /** An attempt that used up no try allows one more. */
  moreAttempts: number;
  redelivered: number;
  /** Kept from the first attempt of a round that found its link down. */
  linkDownAt: Date | null;
};

const nothing = {
  reason: null,
  result: null,
  error: null,
  nextAttemptAt: null,
  triesUsed: 0,
  moreAttempts: 0,
  redelivered: 0,
  linkDownAt: null,
} as const;

type Ending = Pick<StepEnding, 'state' | 'outcome'> & Partial<StepEnding>;

function ending(step: EndedStep, end: Ending): StepEnding {
  const { id, runId, attempt, job, key } = step;
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

export type RetryRules = {
  job: Job | undefined;
  now: Date;
  /** How long a step waits for its link, from the first time in a round that it was down. */
  linkWaitMinutes: number;
};

export function retryRules({ jobs, resources, now }: EngineParts, { job: name }: ClaimedStep): RetryRules {
  const job = jobs.get(name);
  return { job, now: now(), linkWaitMinutes: job?.linkWaitMinutes ?? resources.config.ETL_LINK_WAIT_MINUTES };
}

function failedEnding(step: ClaimedStep, error: unknown, rules: RetryRules): StepEnding {
  if (codeOf(error) === 'link_down' && linkWaitLeft(step, rules)) return linkDownEnding(step, error, rules);
  const { job, now } = rules;
  const failed = { outcome: 'failed', error: failureOf(error), triesUsed: 1 } as const;
  if (step.triesLeft <= 1 || !isRetryable(error)) return ending(step, { state: 'failed', ...failed });
  const minutes = step.retryMinutes ?? job?.retries.everyMinutes ?? 0;
  return ending(step, { state: 'waiting', ...failed, nextAttemptAt: later(now, minutes) });
}

function linkWaitLeft({ linkDownAt }: ClaimedStep, { now, linkWaitMinutes }: RetryRules): boolean {
  return now < later(linkDownAt ?? now, linkWaitMinutes);
}

/** It waits and uses up no try: `wakeLane` calls it as soon as the link is back. */
function linkDownEnding(step: ClaimedStep, error: unknown, { now }: RetryRules): StepEnding {
  return ending(step, {
    state: 'waiting',
    reason: 'link_down',
    outcome: 'failed',
    error: failureOf(error),
    nextAttemptAt: later(now, linkProbeMinutes),
    moreAttempts: 1,
    linkDownAt: step.linkDownAt ?? now,
  });
}

function later(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
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
  return { ...refused, ...nothing, state: 'failed', outcome: 'failed', error, triesUsed: 1 };
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
