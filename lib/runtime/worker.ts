import { type ClaimedStep, claimSteps } from '#lib/runtime/claim-steps';
import { createEndQueue } from '#lib/runtime/end-queue';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { executeStep, type RunningStep, runningStep, type Stop } from '#lib/runtime/execute-step';
import { settleStep } from '#lib/runtime/settle-step';
import { endingOf, retryRules } from '#lib/runtime/step-ending';

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
  let [reserved, paused] = [0, false];
  let idleWaiters: (() => void)[] = [];

  const room = () => {
    const recoveries = [...running.values()].filter(({ step }) => step.trigger === 'recovery').length;
    const forRecovery = Math.max(1, Math.floor(parts.slots * recoveryShare)) - recoveries;
    return { free: parts.slots - running.size - reserved, recovery: Math.max(0, forRecovery) };
  };
  const start = (step: ClaimedStep) => {
    const name = `${step.id}/${step.attempt}`;
    const task = runningStep(step);
    running.set(name, task);
    see(task)
      .catch((error: unknown) => parts.log.error({ err: error, step: step.key }, 'a step could not be ended'))
      .finally(() => {
        running.delete(name);
        settleIdle();
        claimer.wake();
        wakeAfterPause(step);
      });
  };
  const see = async (task: RunningStep) => {
    const outcome = await executeStep(parts, task);
    const ending = await settleStep(parts, task.step, { outcome, endRuns });
    if (ending) await ends.write(ending);
  };
  /** It was being claimed when the drain began. */
  const handBack = (step: ClaimedStep) => ends.write(endingOf(step, { kind: 'handed_back' }, retryRules(parts, step)));
  const wakeAfterPause = ({ job }: ClaimedStep) => {
    const pauseMs = parts.jobs.get(job)?.pauseMs;
    if (pauseMs) setTimeout(claimer.wake, pauseMs + 1).unref();
  };
  const settleIdle = () => {
    if (running.size > 0 || reserved > 0 || claimer.isClaiming()) return;
    for (const done of idleWaiters) done();
    idleWaiters = [];
  };

  const claimer = createClaimer({
    claim: async () => {
      if (paused || room().free <= 0) return 0;
      const steps = await claimSteps(parts, room());
      if (paused) await Promise.all(steps.map(handBack));
      else for (const step of steps) start(step);
      return steps.length;
    },
    failed: (error) => parts.log.warn({ err: error }, 'no steps could be claimed; the next poll tries again'),
    done: settleIdle,
  });

  return {
    running,
    wake: claimer.wake,
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

type Claiming = { claim: () => Promise<number>; failed: (error: unknown) => void; done: () => void };

/** Claims until there is nothing more to claim; a wake-up meanwhile makes it look once more. */
function createClaimer({ claim, failed, done }: Claiming) {
  let [claiming, again] = [false, false];
  const claimAll = async () => {
    while (again) {
      again = false;
      while ((await claim()) > 0);
    }
  };
  const wake = () => {
    again = true;
    if (claiming) return;
    claiming = true;
    void claimAll()
      .catch(failed)
      .finally(() => {
        claiming = false;
        done();
        if (again) wake();
      });
  };
  return { wake, isClaiming: () => claiming };
}
