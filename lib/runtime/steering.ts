import type { LogLevel } from '#lib/contract/run';
import { afterwards } from '#lib/runtime/afterwards';
import { cancelRun } from '#lib/runtime/cancel-run';
import type { LogParams } from '#lib/runtime/define-job';
import { endRun } from '#lib/runtime/end-run';
import type { Engine } from '#lib/runtime/engine';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { pauseRun, resumeRun } from '#lib/runtime/pause-run';
import { type RetryNowRequest, retryNow, wakeLane } from '#lib/runtime/retry-now';
import { retryRun } from '#lib/runtime/retry-run';
import type { Worker } from '#lib/runtime/worker';

type Steering = Pick<Engine, 'cancelRun' | 'retryRun' | 'pauseRun' | 'resumeRun' | 'retryNow' | 'wakeLane'>;

/** How people steer a run that is there: each act says in the run's log who did it. */
export function steering(parts: EngineParts, worker: Worker): Steering {
  return {
    cancelRun: (runId, by) => cancelHere(parts, worker, { runId, by }),
    retryRun: (runId, by) => retryHere(parts, worker, { runId, by }),
    pauseRun: async (runId, by) => {
      if (await pauseRun(parts, { runId, by })) await sayWho(parts, { runId, by }, { code: 'run_paused' });
    },
    resumeRun: async (runId, by) => {
      if (await resumeRun(parts, runId)) await sayWho(parts, { runId, by }, { code: 'run_resumed' });
      worker.wake();
    },
    retryNow: (request, by) => retryNowHere(parts, worker, { ...request, by }),
    wakeLane: async (lane) => {
      const woken = await wakeLane(parts, lane);
      worker.wake();
      return woken;
    },
  };
}

type Asked = { runId: bigint; by: string | null };

async function cancelHere(parts: EngineParts, worker: Worker, asked: Asked): Promise<void> {
  const nothingLeft = await cancelRun(parts, asked.runId, null);
  worker.stopRun(asked.runId, 'cancelled');
  await sayWho(parts, asked, { code: 'run_cancel_requested', level: 'warning' });
  if (nothingLeft) await afterwards(parts, endRun(parts, asked.runId));
}

async function retryHere(parts: EngineParts, worker: Worker, asked: Asked): Promise<{ steps: number }> {
  const retried = await retryRun(parts, asked.runId);
  await sayWho(parts, asked, { code: 'run_retried', params: { steps: retried.steps } });
  // Every step was done: the run only ends again.
  if (retried.steps === 0) await afterwards(parts, endRun(parts, asked.runId));
  worker.wake();
  return retried;
}

async function retryNowHere(
  parts: EngineParts,
  worker: Worker,
  { by, ...request }: RetryNowRequest & { by: string | null },
): Promise<{ steps: number }> {
  const steps = await retryNow(parts, request);
  await sayWho(parts, { runId: request.runId, by }, { code: 'run_retry_now', params: { steps } });
  worker.wake();
  return { steps };
}

const sentences = {
  run_cancel_requested: () => 'Cancelled',
  run_retried: (steps: number) => `${countOf(steps)} started again`,
  run_paused: () => 'Paused',
  run_resumed: () => 'Resumed',
  run_retry_now: (steps: number) => `${countOf(steps)} tried again at once`,
};

type Act = { code: keyof typeof sentences; level?: LogLevel; params?: LogParams & { steps: number } };

/** The code ends in `_by` when somebody is known to have done it: each language has a sentence for either. */
async function sayWho(parts: EngineParts, { runId, by }: Asked, { code, level = 'info', params }: Act): Promise<void> {
  const message = `${sentences[code](params?.steps ?? 0)}${by ? ` by ${by}` : ''}.`;
  parts.runLog.of(runId, null)(level, message, { code: by ? `${code}_by` : code, params: { ...params, by } });
  await afterwards(parts, parts.runLog.flush());
}

function countOf(steps: number): string {
  return `${steps} ${steps === 1 ? 'step' : 'steps'}`;
}
