import { cancelRun } from '#lib/runtime/cancel-run';
import { endRun } from '#lib/runtime/end-run';
import type { Engine, RunRequest, StartedRun } from '#lib/runtime/engine';
import type { EngineLoops, EngineShared } from '#lib/runtime/engine-loops';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { announceWork } from '#lib/runtime/queue';
import { retryRun } from '#lib/runtime/retry-run';
import { startRun } from '#lib/runtime/start-run';
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
    cancelRun: (runId, by) => cancelHere(parts, worker, { runId, by }),
    retryRun: (runId, by) => retryHere(parts, worker, { runId, by }),
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

type Asked = { runId: bigint; by: string | null };

async function cancelHere(parts: EngineParts, worker: Worker, { runId, by }: Asked): Promise<void> {
  const nothingLeft = await cancelRun(parts, runId, null);
  worker.stopRun(runId, 'cancelled');
  const message = by ? `Cancelled by ${by}.` : 'Cancelled.';
  parts.runLog.of(runId, null)('warning', message, { code: 'run_cancel_requested', params: { by } });
  await afterwards(parts, parts.runLog.flush());
  if (nothingLeft) await afterwards(parts, endRun(parts, runId));
}

/** What was asked for is committed by now: the rest is made up for by the polls, and fails nobody's request. */
async function afterwards({ log }: EngineParts, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => log.warn({ err: error }, 'done, but what follows waits for the next poll'));
}

async function retryHere(parts: EngineParts, worker: Worker, { runId, by }: Asked): Promise<{ steps: number }> {
  const retried = await retryRun(parts, runId);
  const message = `${retried.steps} ${retried.steps === 1 ? 'step' : 'steps'} started again${by ? ` by ${by}` : ''}.`;
  parts.runLog.of(runId, null)('info', message, { code: 'run_retried', params: { by, steps: retried.steps } });
  // Every step was done: the run only ends again.
  if (retried.steps === 0) await afterwards(parts, endRun(parts, runId));
  worker.wake();
  return retried;
}
