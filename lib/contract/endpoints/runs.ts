import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Id } from '#lib/contract/page';
import { Cursor, Flag, limitOf, listOf } from '#lib/contract/query';
import { LogLevel, LogPage, Run, RunPage, RunStarted, RunState, StartRun, StepPage, Trigger } from '#lib/contract/run';

const OneRun = z.strictObject({ id: Id });

export const RunFilter = z.strictObject({
  job: z.string().min(1).max(200).optional(),
  state: listOf(RunState).optional(),
  trigger: Trigger.optional(),
  after: Cursor.optional(),
  limit: limitOf(50, 200),
});
export type RunFilter = z.infer<typeof RunFilter>;

export const StepFilter = z.strictObject({ after: Cursor.optional(), limit: limitOf(200, 1000) });
export type StepFilter = z.infer<typeof StepFilter>;

/** Without `after` and `before`, from the first line; with `tail`, the last lines. Always oldest first. */
export const LogFilter = z
  .strictObject({
    after: Cursor.optional(),
    before: Cursor.optional(),
    tail: Flag.default(false),
    limit: limitOf(500, 2000),
    level: listOf(LogLevel).optional(),
    step: z.string().min(1).max(500).optional(),
  })
  .refine(({ after, before, tail }) => [after !== undefined, before !== undefined, tail].filter(Boolean).length <= 1, {
    path: ['after'],
    message: 'give one of after, before and tail',
  });
export type LogFilter = z.infer<typeof LogFilter>;

export const startRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs',
  access: 'operator',
  summary: 'Starts a run of a job. With an Idempotency-Key header, a repeated call answers the first call’s run.',
  body: StartRun,
  answer: RunStarted,
  status: 202,
});

export const listRuns = defineEndpoint({
  method: 'GET',
  path: '/api/runs',
  access: 'viewer',
  summary: 'Runs, newest first.',
  query: RunFilter,
  answer: RunPage,
});

export const getRun = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}',
  access: 'viewer',
  summary: 'One run with its step counts.',
  params: OneRun,
  answer: Run,
});

export const listSteps = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}/steps',
  access: 'viewer',
  summary: 'The steps of a run in the order of its plan, each with its attempts.',
  params: OneRun,
  query: StepFilter,
  answer: StepPage,
});

export const cancelRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/cancellation',
  access: 'operator',
  summary: 'Asks a run to stop: running steps are aborted, what has not started is cancelled. Answers the run.',
  params: OneRun,
  answer: Run,
  status: 202,
});

export const retryRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/retries',
  access: 'operator',
  summary: 'Starts the failed and cancelled steps of an ended run again, in the same run.',
  params: OneRun,
  answer: z.object({ run_id: Id, steps: z.number() }),
  status: 202,
});

export const readLogs = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}/logs',
  access: 'viewer',
  summary: 'Log lines of a run. Poll with `after` = the last `next` until `ended` is true.',
  params: OneRun,
  query: LogFilter,
  answer: LogPage,
});
