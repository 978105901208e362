import type { Trigger } from '#lib/contract/run';
import type { Job } from '#lib/runtime/define-job';
import type { RetryNowRequest } from '#lib/runtime/retry-now';

export type RunRequest = {
  job: string;
  input: unknown;
  trigger: Trigger;
  requestedBy: string | null;
  /** The day the plan counts from; the day of now in FLUXION_ZONE by default. */
  today?: string;
  idempotencyKey?: string;
  scheduleId?: string;
  slotAt?: Date;
  retries?: number | null;
  retryMinutes?: number | null;
  /** Steps at the same time, where it differs from the job's own. */
  parallel?: number | null;
};

export type StartedRun = {
  runId: bigint /** False when the idempotency key named an earlier run. */;
  created: boolean;
};

export type EngineStatus = {
  node: string;
  running: number;
  slots: number;
  draining: boolean;
  /** Of the scheduler's last pass; null before the first. */
  schedulerPassAt: string | null;
  problems: string[];
};

/** The runtime as the rest of the program steers it; made by `runtime/start-engine`. */
export type Engine = {
  jobs: ReadonlyMap<string, Job>;
  /** The one way to start work. Throws `not_found` for an unknown job and `invalid_input` with paths for a bad input. */
  startRun: (request: RunRequest) => Promise<StartedRun>;
  /** Throws `not_found`; cancelling an ended run is a `conflict`. */
  cancelRun: (runId: bigint, by: string | null) => Promise<void>;
  /** Starts the failed and cancelled steps of an ended run again, in the same run. Answers how many. */
  retryRun: (runId: bigint, by: string | null) => Promise<{ steps: number }>;
  /** Keeps a run from starting steps until it is resumed. Throws `not_found`; of an ended run it is a `conflict`. */
  pauseRun: (runId: bigint, by: string | null) => Promise<void>;
  resumeRun: (runId: bigint, by: string | null) => Promise<void>;
  /** Starts waiting steps at once, all of the run or those named. Nothing that waits is a `conflict`. */
  retryNow: (request: RetryNowRequest, by: string | null) => Promise<{ steps: number }>;
  /** The link of a lane is back: its steps that wait for it are due at once, in every run. Answers how many. */
  wakeLane: (lane: string) => Promise<number>;
  /** Runs what passed since a schedule was switched off; answers how many runs it started. Throws `not_found`. */
  catchUp: (scheduleId: string, slots: 'last' | 'all') => Promise<number>;
  /** Makes the scheduler look again now, after a schedule was changed. */
  wakeScheduler: () => void;
  status: () => EngineStatus;
  /** No new work; waits for running steps, then hands back what is left. */
  drain: (timeoutMs: number) => Promise<void>;
};
