import { type ClaimedStep, claimSteps } from '#lib/runtime/claim-steps';
import { createEndQueue } from '#lib/runtime/end-queue';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { executeStep, type RunningStep, runningStep, type StepOutcome, type Stop } from '#lib/runtime/execute-step';
import { endingOf, type StepEnding } from '#lib/runtime/step-ending';
import { writePlan } from '#lib/runtime/write-plan';

/** Share of the slots that recovery may hold: the 05:00 run always finds one. */
const recoveryShare = 0.75;

/** Claims steps for the free slots of this node and sees each to its end. */
export type Worker = {
  running: ReadonlyMap<string, RunningStep>;
  /** Looks for work until there is none, or no free slot. */
  wake: () => void;
  /** Runs a step that is this node's already. Answers false, before anything is claimed, when no slot is free. */
  reserve: () => boolean;
  run: (step: ClaimedStep | null) => void;
  stopRun: (runId: bigint, why: Stop) => void;
  stopAll: (why: Stop) => void;
  /** Nothing more is claimed. */
  pause: () => void;
  idle: () => Promise<void>;
  close: () => void;
};

export function createWorker(parts: EngineParts, endRuns: (runIds: bigint[]) => void): Worker {
  const running = new Map<string, RunningStep>();
  const ends = createEndQueue(parts, endRuns);
  let [reserved, claiming, again, paused] = [0, false, false, false];
  let idleWaiters: (() => void)[] = [];

  const room = () => {
    const recoveries = [...running.values()].filter(({ step }) => step.trigger === 'recovery').length;
    const forRecovery = Math.max(1, Math.floor(parts.slots * recoveryShare)) - recoveries;
    return { free: parts.slots - running.size - reserved, recovery: Math.max(0, forRecovery) };
  };
  const claimAll = async () => {
    do {
      again = false;
      while (!paused && room().free > 0) {
        const steps = await claimSteps(parts, room());
        for (const step of steps) start(step);
        if (steps.length === 0) break;
      }
    } while (again && !paused);
  };
  const wake = () => {
    again = true;
    if (claiming || paused) return;
    claiming = true;
    claimAll()
      .catch((error: unknown) => parts.log.warn({ err: error }, 'no steps could be claimed; the next poll tries again'))
      .finally(() => {
        claiming = false;
        settleIdle();
      });
  };
  const start = (step: ClaimedStep) => {
    const name = `${step.id}/${step.attempt}`;
    const task = runningStep(step);
    running.set(name, task);
    if (paused) task.stop('draining');
    see(task)
      .catch((error: unknown) => parts.log.error({ err: error, step: step.key }, 'a step could not be ended'))
      .finally(() => {
        running.delete(name);
        settleIdle();
        wake();
        wakeAfterPause(step);
      });
  };
  const see = async (task: RunningStep) => {
    const outcome = await executeStep(parts, task);
    const ending = await settled(parts, task.step, outcome, endRuns);
    if (ending) await ends.write(ending);
  };
  const wakeAfterPause = ({ job }: ClaimedStep) => {
    const pauseMs = parts.jobs.get(job)?.pauseMs;
    if (pauseMs) setTimeout(wake, pauseMs + 1).unref();
  };
  const settleIdle = () => {
    if (running.size > 0 || reserved > 0 || claiming) return;
    for (const done of idleWaiters) done();
    idleWaiters = [];
  };

  return {
    running,
    wake,
    reserve: () => {
      if (paused || room().free <= 0) return false;
      reserved += 1;
      return true;
    },
    run: (step) => {
      reserved -= 1;
      if (step) start(step);
      settleIdle();
    },
    stopRun: (runId, why) => {
      for (const task of running.values()) if (task.step.runId === runId) task.stop(why);
    },
    stopAll: (why) => {
      for (const task of running.values()) task.stop(why);
    },
    pause: () => {
      paused = true;
    },
    idle: () =>
      new Promise((done) => {
        idleWaiters.push(done);
        settleIdle();
      }),
    close: ends.close,
  };
}

/** What is still to be written after an attempt: null when its plan was written, or the step is another's now. */
async function settled(
  parts: EngineParts,
  step: ClaimedStep,
  outcome: StepOutcome,
  endRuns: (runIds: bigint[]) => void,
): Promise<StepEnding | null> {
  if (outcome.kind === 'lost') return null;
  const rules = { job: parts.jobs.get(step.job), now: parts.now() };
  try {
    if (outcome.kind !== 'planned') return said(parts, step, endingOf(step, outcome, rules));
    const plan = await writePlan(parts, step, outcome.steps);
    if (!plan) return endingOf(step, { kind: 'cancelled' }, rules);
    sayPlan(parts, step, plan);
    if (plan.open === 0) endRuns([step.runId]);
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
