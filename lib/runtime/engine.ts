import type { Trigger } from '#lib/contract/run';
import type { Job } from '#lib/runtime/define-job';

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
  /** Makes the scheduler look again now, after a schedule was changed. */
  wakeScheduler: () => void;
  status: () => EngineStatus;
  /** No new work; waits for running steps, then hands back what is left. */
  drain: (timeoutMs: number) => Promise<void>;
};
