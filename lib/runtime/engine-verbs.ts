import { afterwards } from '#lib/runtime/afterwards';
import { catchUp } from '#lib/runtime/catch-up';
import type { Engine, RunRequest, StartedRun } from '#lib/runtime/engine';
import type { EngineLoops, EngineShared } from '#lib/runtime/engine-loops';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { announceWork } from '#lib/runtime/queue';
import { startRun } from '#lib/runtime/start-run';
import { steering } from '#lib/runtime/steering';
import { within } from '#lib/runtime/within';
import type { Worker } from '#lib/runtime/worker';

/** After the deadline of a drain: what steps get to notice that they were stopped. */
const stopGraceMs = 2000;

type Running = Omit<EngineShared, 'endRuns'> & { loops: EngineLoops; stop: () => Promise<void> };

/** The engine as the rest of the program holds it. */
export function engineVerbs({ parts, worker, state, loops, stop }: Running): Engine {
  return {
    jobs: parts.jobs,
    startRun: (request) => startHere(parts, worker, request),
    ...steering(parts, worker),
    catchUp: async (scheduleId, slots) => {
      const runs = await catchUp(parts, scheduleId, slots);
      worker.wake();
      return runs;
    },
    wakeScheduler: () => {
      loops.scheduler.now();
      loops.check.now();
    },
    status: () => ({
      node: parts.node,
      running: worker.running.size,
      slots: parts.slots,
      draining: state.draining,
      schedulerPassAt: state.schedulerPassAt?.toISOString() ?? null,
      problems: [...state.problems],
    }),
    drain: async (timeoutMs) => {
      if (state.draining) return;
      state.draining = true;
      worker.pause();
      await within(loops.scheduler.stop(), stopGraceMs);
      await within(worker.idle(), timeoutMs);
      worker.stopAll('draining');
      await within(worker.idle(), stopGraceMs);
      await stop();
    },
  };
}

/** With a slot free the plan runs here at once; otherwise it waits for whoever has one. */
async function startHere(parts: EngineParts, worker: Worker, request: RunRequest): Promise<StartedRun> {
  const reserved = worker.reserve();
  try {
    const { plan, ...started } = await startRun(parts, request, reserved);
    if (reserved) worker.run(plan);
    if (!plan && started.created) await afterwards(parts, announceWork(parts.sql, parts.node)).finally(worker.wake);
    return started;
  } catch (error) {
    if (reserved) worker.run(null);
    throw error;
  }
}
