import { z } from 'zod';
import { Comment, NewComment } from '#lib/contract/comment';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Id, Instant, pageOf } from '#lib/contract/page';
import { Cursor, Flag, limitOf, listOf } from '#lib/contract/query';
import { LogLevel, LogPage, Run, RunPage, RunStarted, RunState, StartRun, StepPage, Trigger } from '#lib/contract/run';
import { StoreId } from '#lib/contract/store';

const OneRun = z.strictObject({ id: Id });

/** What runs are chosen by: the list's filters, and what an act on all that match takes. */
export const RunChoice = z.strictObject({
  job: z.string().min(1).max(200).optional(),
  state: listOf(RunState).optional(),
  trigger: Trigger.optional(),
  schedule: z.string().min(1).max(200).optional(),
  /** Runs that have a step of this store. */
  store: StoreId.optional(),
  /** Created at or after. */
  since: Instant.optional(),
  /** Created before. */
  until: Instant.optional(),
});
export type RunChoice = z.infer<typeof RunChoice>;

export const RunFilter = RunChoice.extend({ after: Cursor.optional(), limit: limitOf(50, 200) });
export type RunFilter = z.infer<typeof RunFilter>;

export const StepFilter = z.strictObject({ after: Cursor.optional(), limit: limitOf(200, 1000) });
export type StepFilter = z.infer<typeof StepFilter>;

/** From the first line; or after or before one, around one, or with `tail` the last lines. Always oldest first. */
export const LogFilter = z
  .strictObject({
    after: Cursor.optional(),
    before: Cursor.optional(),
    /** The line in the middle of the page: what a link to a line asks for. */
    around: Cursor.optional(),
    tail: Flag.default(false),
    limit: limitOf(500, 2000),
    level: listOf(LogLevel).optional(),
    step: z.string().min(1).max(500).optional(),
    /** Words that a line must have, without regard to case and accents. */
    search: z.string().trim().min(1).max(200).optional(),
  })
  .refine((filter) => placesOf(filter).length <= 1, {
    path: ['after'],
    message: 'give one of after, before, around and tail',
  });
export type LogFilter = z.infer<typeof LogFilter>;

type Places = { after?: string | undefined; before?: string | undefined; around?: string | undefined; tail: boolean };

function placesOf({ after, before, around, tail }: Places) {
  return [after, before, around, tail || undefined].filter((place) => place !== undefined);
}

export const LogFileFilter = z.strictObject({
  level: listOf(LogLevel).optional(),
  step: z.string().min(1).max(500).optional(),
  search: z.string().trim().min(1).max(200).optional(),
});
export type LogFileFilter = z.infer<typeof LogFileFilter>;

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

export const logFile = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}/log-file',
  access: 'viewer',
  summary: 'The log of a run as a text file, a line each: instant, level, step, message.',
  params: OneRun,
  query: LogFileFilter,
  answer: z.string(),
  mediaType: 'text/plain',
});

export const pauseRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/pause',
  access: 'operator',
  summary: 'Keeps a run from starting more steps; what is running goes on. Survives a restart.',
  params: OneRun,
  answer: Run,
});

export const resumeRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/resumption',
  access: 'operator',
  summary: 'Lets a paused run go on.',
  params: OneRun,
  answer: Run,
});

/** Without `steps` all that wait. */
export const RetryNow = z.strictObject({ steps: z.array(Id).min(1).max(1000).optional() });

export const retryNow = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/immediate-retries',
  access: 'operator',
  summary: 'Starts steps that wait for their next try at once.',
  params: OneRun,
  body: RetryNow,
  answer: z.object({ run_id: Id, steps: z.number() }),
  status: 202,
});

export const previousRun = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}/previous',
  access: 'viewer',
  summary: 'The run of the same job and schedule before this one, to compare with; an empty list when there is none.',
  params: OneRun,
  answer: pageOf(Run),
});

/** How many runs an act on all that match would touch; `capped`: there are more, and one act takes these, the newest. */
export const MatchingRuns = z.object({ count: z.number(), capped: z.boolean(), newest: z.array(Id) });
export type MatchingRuns = z.infer<typeof MatchingRuns>;

const emptyChoice = { message: 'an empty filter would touch every run: name at least one condition' };

function choosesSome(choice: RunChoice): boolean {
  return Object.values(choice).some((condition) => condition !== undefined);
}

export const RunActName = z.enum(['cancel', 'retry']);
export type RunActName = z.infer<typeof RunActName>;

export const matchingRuns = defineEndpoint({
  method: 'GET',
  path: '/api/run-acts/preview',
  access: 'operator',
  summary: 'What an act on all runs that match a filter would touch: only those that can be cancelled, or retried.',
  query: RunChoice.extend({ act: RunActName }).refine(({ act: _, ...choice }) => choosesSome(choice), emptyChoice),
  answer: MatchingRuns,
});

/** Either runs by id, or all that match a filter; an empty filter is refused. */
export const RunAct = z
  .strictObject({
    act: RunActName,
    ids: z.array(Id).min(1).max(1000).optional(),
    filter: RunChoice.optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    path: ['ids'],
    message: 'give ids or a filter',
  })
  .refine(({ filter }) => filter === undefined || choosesSome(filter), { ...emptyChoice, path: ['filter'] });
export type RunAct = z.infer<typeof RunAct>;

/** What became of each: `refused` with the sentence that says why. */
export const RunActDone = z.object({
  done: z.number(),
  refused: z.array(z.object({ id: Id, message: z.string() })),
});
export type RunActDone = z.infer<typeof RunActDone>;

export const actOnRuns = defineEndpoint({
  method: 'POST',
  path: '/api/run-acts',
  access: 'operator',
  summary: 'Cancels or retries several runs: those named, or all that match a filter.',
  body: RunAct,
  answer: RunActDone,
});

export const listRunComments = defineEndpoint({
  method: 'GET',
  path: '/api/runs/{id}/comments',
  access: 'viewer',
  summary: 'What people said about a run, oldest first.',
  params: OneRun,
  answer: pageOf(Comment),
});

export const commentRun = defineEndpoint({
  method: 'POST',
  path: '/api/runs/{id}/comments',
  access: 'operator',
  summary: 'Says something about a run.',
  params: OneRun,
  body: NewComment,
  answer: Comment,
  status: 201,
});
