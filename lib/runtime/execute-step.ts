import { setMaxListeners } from 'node:events';
import { AppError } from '#lib/errors';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { Job, JsonValue, PlanContext, StepContext, StepPlan } from '#lib/runtime/define-job';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { ownsStep } from '#lib/runtime/owns-step';

/** Why a running step was told to stop. */
export type Stop = 'cancelled' | 'timed_out' | 'draining' | 'lost';

export type StepOutcome =
  | { kind: 'completed'; result: JsonValue | null }
  | { kind: 'planned'; steps: StepPlan[] }
  | { kind: 'failed'; error: unknown }
  | { kind: 'cancelled' }
  | { kind: 'handed_back' }
  | { kind: 'lost' };

export type Progress = { done: number; total: number | null; unit: string };

/** A step in this process, and the way to stop it. */
export type RunningStep = {
  step: ClaimedStep;
  signal: AbortSignal;
  stop: (why: Stop) => void;
  stoppedBy: () => Stop | null;
  /** The last progress that was not written yet. */
  progress: Progress | null;
};

const longestTimerMs = 2 ** 31 - 1;

export function runningStep(step: ClaimedStep): RunningStep {
  const controller = new AbortController();
  // Every page and query of a step listens; eleven are no leak.
  setMaxListeners(0, controller.signal);
  let stoppedBy: Stop | null = null;
  const stop = (why: Stop) => {
    if (stoppedBy) return;
    stoppedBy = why;
    controller.abort(stopError(why, step));
  };
  return { step, signal: controller.signal, stop, stoppedBy: () => stoppedBy, progress: null };
}

function stopError(why: Stop, { key }: ClaimedStep): AppError {
  if (why === 'timed_out')
    return new AppError('timed_out', `${key}: not finished in its time.`, { params: { step: key } });
  return new AppError('cancelled', `${key}: stopped (${why}).`, { params: { step: key, why } });
}

/** Does a plan or a step and says how it ended; never throws. One that ignores its signal is given up after the grace. */
export async function executeStep(parts: EngineParts, running: RunningStep): Promise<StepOutcome> {
  const job = parts.jobs.get(running.step.job);
  if (!job) return { kind: 'failed', error: new AppError('not_found', `There is no job "${running.step.job}".`) };
  const timeout = setTimeout(() => running.stop('timed_out'), Math.min(job.timeoutMinutes * 60_000, longestTimerMs));
  const givingUp = giveUp(running.signal, parts.timings.abortGraceMs);
  try {
    return await Promise.race([work(parts, job, running), givingUp.rejected]);
  } catch (error) {
    return failedOutcome(running, error);
  } finally {
    clearTimeout(timeout);
    givingUp.clear();
  }
}

function giveUp(signal: AbortSignal, graceMs: number) {
  const { promise: rejected, reject } = Promise.withResolvers<never>();
  rejected.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const startGrace = () => {
    timer = setTimeout(() => reject(signal.reason), graceMs);
  };
  signal.addEventListener('abort', startGrace, { once: true });
  const clear = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', startGrace);
  };
  return { rejected, clear };
}

async function work(parts: EngineParts, job: Job, running: RunningStep): Promise<StepOutcome> {
  const { step } = running;
  const input = job.input.safeParse(step.runInput);
  if (!input.success) {
    const why = input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new AppError('invalid_input', `The input of ${job.name} is not valid: ${why}.`);
  }
  const context = planContext(parts, running);
  if (step.kind === 'plan') return { kind: 'planned', steps: await job.plan(context, input.data) };
  const asked = { key: step.key, input: step.input };
  faultPoint('step-before-effect');
  const result = await job.step(stepContext(parts, running, context), asked, input.data);
  faultPoint('step-after-effect');
  return { kind: 'completed', result: result ?? null };
}

function planContext({ resources, runLog }: EngineParts, { step, signal }: RunningStep): PlanContext {
  return {
    ...resources,
    runId: step.runId,
    trigger: step.trigger,
    today: step.today,
    signal,
    log: runLog.of(step.runId, step.kind === 'plan' ? null : step.key),
  };
}

function stepContext(parts: EngineParts, running: RunningStep, context: PlanContext): StepContext {
  const { step, signal } = running;
  const owns = () => ownsStep(parts.sql, step, parts.node);
  return {
    ...context,
    stepId: step.id,
    attempt: step.attempt,
    progress: (done, total, unit) => {
      running.progress = { done, total, unit };
    },
    fence: async () => {
      signal.throwIfAborted();
      if (await owns()) return;
      running.stop('lost');
      signal.throwIfAborted();
    },
    ownsStep: owns,
  };
}

function failedOutcome(running: RunningStep, error: unknown): StepOutcome {
  const stoppedBy = running.stoppedBy();
  if (stoppedBy === null) return { kind: 'failed', error };
  if (stoppedBy === 'timed_out') return { kind: 'failed', error: running.signal.reason };
  if (stoppedBy === 'draining') return { kind: 'handed_back' };
  return { kind: stoppedBy };
}
