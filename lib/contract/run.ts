import { z } from 'zod';
import { Id, Instant, pageOf } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';

export const RunState = z.enum(['pending', 'running', 'waiting', 'completed', 'partial', 'failed', 'cancelled']);
export type RunState = z.infer<typeof RunState>;

export const StepState = z.enum(['pending', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped']);
export type StepState = z.infer<typeof StepState>;

/** What entered at start-run. Live work goes first: schedule, then by hand, then recovery. */
export const Trigger = z.enum(['schedule', 'hand', 'api', 'cli', 'recovery']);
export type Trigger = z.infer<typeof Trigger>;

export const endedRunStates: readonly RunState[] = ['completed', 'partial', 'failed', 'cancelled'];
export const endedStepStates: readonly StepState[] = ['completed', 'failed', 'cancelled', 'skipped'];

export const StepCounts = z.object({
  total: z.number(),
  pending: z.number(),
  running: z.number(),
  waiting: z.number(),
  completed: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  skipped: z.number(),
});
export type StepCounts = z.infer<typeof StepCounts>;

export const Run = z.object({
  id: Id,
  job: z.string(),
  trigger: Trigger,
  requestedBy: z.string().nullable(),
  scheduleId: z.string().nullable(),
  slotAt: Instant.nullable(),
  priority: z.number(),
  state: RunState,
  input: z.json(),
  result: z.json(),
  error: Failure.nullable(),
  steps: StepCounts,
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  cancelRequestedAt: Instant.nullable(),
  /** Since when a person keeps it from starting more steps; what is running goes on. */
  pausedAt: Instant.nullable(),
  pausedBy: z.string().nullable(),
  logLinesCut: z.number(),
});
export type Run = z.infer<typeof Run>;

export const Progress = z.object({ done: z.number(), total: z.number().nullable(), unit: z.string() });
export type Progress = z.infer<typeof Progress>;

export const Attempt = z.object({
  attempt: z.number(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  outcome: z.enum(['running', 'completed', 'failed', 'cancelled', 'lost']),
  error: Failure.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

export const Step = z.object({
  id: Id,
  runId: Id,
  key: z.string(),
  lane: z.string().nullable(),
  state: StepState,
  reason: z.string().nullable(),
  attempt: z.number(),
  maxAttempts: z.number(),
  nextAttemptAt: Instant.nullable(),
  progress: Progress.nullable(),
  result: z.json(),
  error: Failure.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  attempts: z.array(Attempt),
});
export type Step = z.infer<typeof Step>;

export const LogLevel = z.enum(['debug', 'info', 'success', 'warning', 'error']);
export type LogLevel = z.infer<typeof LogLevel>;

export const LogLine = z.object({
  id: Id,
  stepKey: z.string().nullable(),
  at: Instant,
  level: LogLevel,
  code: z.string().nullable(),
  params: z.record(z.string(), z.json()),
  message: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const RunPage = pageOf(Run);
export type RunPage = z.infer<typeof RunPage>;
export const StepPage = pageOf(Step);
export type StepPage = z.infer<typeof StepPage>;
/** Log pages: `next` is always the cursor to poll from, also on the newest page. */
export const LogPage = z.object({ items: z.array(LogLine), next: z.string(), ended: z.boolean() });
export type LogPage = z.infer<typeof LogPage>;

/** `recovery`: it fills gaps, so live work goes before it. */
export const StartRun = z.strictObject({
  job: z.string().min(1).max(200),
  input: z.json().default({}),
  recovery: z.boolean().default(false),
});
export type StartRun = z.infer<typeof StartRun>;
export const RunStarted = z.object({ run_id: Id });
export type RunStarted = z.infer<typeof RunStarted>;
