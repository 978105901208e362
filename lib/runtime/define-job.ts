import type { z } from 'zod';
import type { Db } from '#db/db';
import type { LogLevel, Trigger } from '#lib/contract/run';
import type { Resources } from '#lib/runtime/resources';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** One step as the plan names it. `lane`: no two steps of a lane run at the same time, in any run, on any node. */
export type StepPlan = {
  key: string;
  lane?: string;
  /** Keys of this run's steps that must end first. */
  after?: string[];
  /** Higher goes first within the run's own priority. */
  priority?: number;
  /** Where this step has others than its run. */
  retries?: Retries;
  input?: JsonValue;
  /** Why this step is not done; it is recorded as skipped. */
  skip?: string;
};

export type LogParams = { [name: string]: JsonValue };

/** Writes a line to the run's log. `code` and `params` let a viewer read it in another language. */
export type RunLog = (level: LogLevel, message: string, about?: { code: string; params?: LogParams }) => void;

export type PlanContext = Resources & {
  runId: bigint;
  trigger: Trigger;
  /** The day the plan counts from: of the slot, not of the clock. */
  today: string;
  signal: AbortSignal;
  log: RunLog;
};

export type StepContext = PlanContext & {
  stepId: bigint;
  attempt: number;
  progress: (done: number, total: number | null, unit: string) => void;
  /** Throws `cancelled` when this attempt no longer owns its step; call it right before an effect becomes final. */
  fence: () => Promise<void>;
  /** Whether this attempt still owns its step, also after its signal was aborted: what became of it may be put on record. */
  ownsStep: () => Promise<boolean>;
};

export type StepEnd = {
  key: string;
  state: 'completed' | 'failed' | 'cancelled' | 'skipped';
  result: unknown;
  error: unknown;
};

export type RunEnd = {
  runId: bigint;
  trigger: Trigger;
  scheduleId: string | null;
  today: string;
  state: string;
  steps: StepEnd[];
};

export type Retries = { times: number; everyMinutes: number };

export type JobDefinition<Input> = {
  name: string;
  /** One sentence for people, shown in the catalogue. */
  summary: { es: string; en: string };
  input: z.ZodType<Input>;
  /** Steps of one run at the same time. */
  parallel: number | ((input: Input) => number);
  /** What comes after the first try; a schedule or a run may override it. */
  retries: Retries;
  /** Of one attempt of a step. */
  timeoutMinutes: number;
  runTimeoutMinutes?: number;
  /** How long a step that ends with `link_down` waits for its link, without using up a try; ETL_LINK_WAIT_MINUTES by default. */
  linkWaitMinutes?: number;
  /** Between two steps of a run. */
  pauseMs?: number;
  /** Runs of this job at the same time; others wait as pending. Unlimited by default. */
  maxRuns?: number;
  /** When a step fails for good, cancel what has not started. */
  stopOnFailure?: boolean;
  /** What a node must own to take its steps. */
  needs?: 'warehouse';
  /** Asked before a caller's run is made: throws when the input cannot be done or needs a confirmation. Schedules do not ask. */
  check?: (context: Resources & { today: string }, input: Input) => Promise<void>;
  plan: (context: PlanContext, input: Input) => Promise<StepPlan[]>;
  /** One that throws `link_down` waits until the link of its lane is back. */
  step: (context: StepContext, step: { key: string; input: JsonValue }, input: Input) => Promise<JsonValue | undefined>;
  /** Runs in the transaction that ends the run. Its value becomes the run's result. */
  finish?: (tx: Db, end: RunEnd, input: Input) => Promise<JsonValue | undefined>;
};

/** A job with its input type closed over: what the engine knows. */
export type Job = Omit<JobDefinition<unknown>, 'input'> & { input: z.ZodType };

/** Declares a job. The engine parses the stored input by `input` before it calls any of the functions. */
export function defineJob<Input>(definition: JobDefinition<Input>): Job {
  return closed(definition);
}

/** True because the engine passes to plan, step and finish only what `definition.input` returned. */
function closed<Input>(definition: JobDefinition<Input>): Job {
  return definition as unknown as Job;
}
