import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Failure } from '#lib/contract/problem';
import type { Attempt, LogLevel, Progress, RunState, StepState, Trigger } from '#lib/contract/run';
import type { MissedPolicy, OverlapPolicy } from '#lib/contract/schedule';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const id = () => bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity();

/** Processes that share this database. `seenAt` is their heartbeat. */
export const nodes = pgTable('nodes', {
  id: text('id').primaryKey(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  /** Boot and process namespace: a node of the same machine whose pid is gone is dead at once. */
  machine: text('machine'),
  startedAt: instant('started_at').notNull().defaultNow(),
  seenAt: instant('seen_at').notNull().defaultNow(),
});

export const schedules = pgTable(
  'schedules',
  {
    id: text('id').primaryKey(),
    job: text('job').notNull(),
    cron: text('cron').notNull(),
    zone: text('zone').notNull(),
    enabled: boolean('enabled').notNull(),
    missed: text('missed').$type<MissedPolicy>().notNull(),
    graceMinutes: integer('grace_minutes').notNull(),
    overlap: text('overlap').$type<OverlapPolicy>().notNull(),
    retries: integer('retries'),
    retryMinutes: integer('retry_minutes'),
    /** Steps of its runs at the same time, where it differs from the job's own. */
    parallel: integer('parallel'),
    input: jsonb('input').$type<unknown>().notNull().default({}),
    /** Every slot up to here has its tick. */
    cursorAt: instant('cursor_at').notNull(),
    /** The first slot after the cursor; null when there is none. Written by runtime/save-schedule and the scheduler. */
    nextAt: instant('next_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** Since when it is off; the slots that passed since then can be caught up. */
    disabledAt: instant('disabled_at'),
  },
  (table) => [index('schedules_due').on(table.nextAt)],
);

export const runs = pgTable(
  'runs',
  {
    id: id(),
    job: text('job').notNull(),
    trigger: text('trigger').$type<Trigger>().notNull(),
    requestedBy: text('requested_by'),
    scheduleId: text('schedule_id'),
    slotAt: instant('slot_at'),
    /** The `today` of its plan, in the schedule's zone. */
    today: date('today', { mode: 'string' }).notNull(),
    priority: smallint('priority').notNull(),
    state: text('state').$type<RunState>().notNull(),
    input: jsonb('input').$type<unknown>().notNull(),
    /** Retries of this run's steps where they differ from the job's own. */
    retries: integer('retries'),
    retryMinutes: integer('retry_minutes'),
    result: jsonb('result').$type<unknown>(),
    error: jsonb('error').$type<Failure>(),
    /** Steps of this run at the same time, and the pause between two of them. */
    parallel: integer('parallel').notNull(),
    pauseMs: integer('pause_ms').notNull().default(0),
    /** No step starts before this instant: the pause after the last one. */
    pausedUntil: instant('paused_until'),
    /** Runs of this job at the same time; null is unlimited. */
    maxRuns: integer('max_runs'),
    /** Steps that have not ended; at 0 the run ends. Null until planned. */
    openSteps: integer('open_steps'),
    idempotencyKey: text('idempotency_key'),
    logLines: bigint('log_lines', { mode: 'number' }).notNull().default(0),
    logBytes: bigint('log_bytes', { mode: 'number' }).notNull().default(0),
    logLinesCut: bigint('log_lines_cut', { mode: 'number' }).notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    deadlineAt: instant('deadline_at'),
    cancelRequestedAt: instant('cancel_requested_at'),
    /** Since when a person keeps it from starting more steps. */
    pausedAt: instant('paused_at'),
    pausedBy: text('paused_by'),
  },
  (table) => [
    uniqueIndex('runs_idempotency_key').on(table.idempotencyKey).where(sql`idempotency_key is not null`),
    uniqueIndex('runs_slot').on(table.scheduleId, table.slotAt).where(sql`slot_at is not null`),
    index('runs_by_job').on(table.job, table.id),
    // The run list walks ids downwards, one state at a time (runs/choose-runs): each filter has an index that ends in state and id.
    index('runs_by_state').on(table.state, table.id),
    index('runs_by_job_state').on(table.job, table.state, table.id),
    index('runs_by_trigger').on(table.trigger, table.state, table.id),
    index('runs_by_job_trigger').on(table.job, table.trigger, table.state, table.id),
    index('runs_by_schedule').on(table.scheduleId, table.state, table.id).where(sql`schedule_id is not null`),
    index('runs_by_creation').on(table.createdAt, table.id),
    index('runs_open').on(table.job, table.id).where(sql`state in ('pending', 'running', 'waiting')`),
    index('runs_claim').on(table.priority, table.id).where(sql`state in ('pending', 'running', 'waiting')`),
    index('runs_open_of_schedule')
      .on(table.scheduleId, table.id)
      .where(sql`state in ('pending', 'running', 'waiting')`),
  ],
);

/** One row per due slot of a schedule, whatever became of it: the unique key that makes a tick start one run. */
export const ticks = pgTable(
  'ticks',
  {
    scheduleId: text('schedule_id').notNull(),
    slotAt: instant('slot_at').notNull(),
    outcome: text('outcome').$type<'ran' | 'caught_up' | 'skipped'>().notNull(),
    reason: text('reason'),
    runId: bigint('run_id', { mode: 'bigint' }),
    node: text('node').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.scheduleId, table.slotAt] })],
);

export const runSteps = pgTable(
  'run_steps',
  {
    id: id(),
    runId: bigint('run_id', { mode: 'bigint' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    job: text('job').notNull(),
    /** `plan` makes the run's steps and is deleted by the transaction that writes them; its key is `plan:<run id>`. */
    kind: text('kind').$type<'plan' | 'step'>().notNull().default('step'),
    key: text('key').notNull(),
    /** Order within the run's plan. */
    position: integer('position').notNull(),
    lane: text('lane'),
    /** Keys of steps of this run that must end first. */
    after: text('after').array().notNull().default([]),
    priority: smallint('priority').notNull(),
    needs: text('needs'),
    input: jsonb('input').$type<unknown>(),
    state: text('state').$type<StepState>().notNull(),
    reason: text('reason'),
    /** Counts up with every claim; the fence of every write. */
    attempt: integer('attempt').notNull().default(0),
    /** Attempts of this round ("retry what failed" starts a new round). */
    triesLeft: integer('tries_left').notNull(),
    maxAttempts: integer('max_attempts').notNull(),
    /** Where the plan gave this step other retries than its run has. */
    retries: integer('retries'),
    retryMinutes: integer('retry_minutes'),
    /** When this round's first attempt found its link down. */
    linkDownAt: instant('link_down_at'),
    /** Times that its node died under it. */
    redeliveries: integer('redeliveries').notNull().default(0),
    node: text('node'),
    progress: jsonb('progress').$type<Progress>(),
    result: jsonb('result').$type<unknown>(),
    error: jsonb('error').$type<Failure>(),
    nextAttemptAt: instant('next_attempt_at'),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    unique('run_steps_key').on(table.runId, table.key),
    index('run_steps_by_run').on(table.runId, table.position),
    uniqueIndex('run_steps_active').on(table.job, table.key).where(sql`state in ('pending', 'running', 'waiting')`),
    uniqueIndex('run_steps_lane').on(table.lane).where(sql`state = 'running' and lane is not null`),
    index('run_steps_claim')
      .on(table.runId, table.priority.desc(), table.position)
      .where(sql`state in ('pending', 'waiting')`),
    index('run_steps_claim_lane')
      .on(table.runId, table.lane, table.priority.desc(), table.position)
      .where(sql`state in ('pending', 'waiting') and lane is not null`),
    index('run_steps_running').on(table.runId).where(sql`state = 'running'`),
    index('run_steps_waiting_lane').on(table.lane).where(sql`state = 'waiting' and lane is not null`),
  ],
);

/** The lanes of a run's steps, once each: what finds the runs of a store without reading their steps. Written with the plan. */
export const runLanes = pgTable(
  'run_lanes',
  {
    lane: text('lane').notNull(),
    job: text('job').notNull(),
    runId: bigint('run_id', { mode: 'bigint' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.lane, table.runId] }),
    index('run_lanes_by_job').on(table.lane, table.job, table.runId),
    index('run_lanes_by_run').on(table.runId),
  ],
);

export const stepAttempts = pgTable(
  'step_attempts',
  {
    stepId: bigint('step_id', { mode: 'bigint' })
      .notNull()
      .references(() => runSteps.id, { onDelete: 'cascade' }),
    attempt: integer('attempt').notNull(),
    node: text('node').notNull(),
    startedAt: instant('started_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<Attempt['outcome']>().notNull(),
    error: jsonb('error').$type<Failure>(),
  },
  (table) => [primaryKey({ columns: [table.stepId, table.attempt] })],
);

export const runLogs = pgTable(
  'run_logs',
  {
    id: id(),
    runId: bigint('run_id', { mode: 'bigint' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    stepKey: text('step_key'),
    at: instant('at').notNull(),
    level: text('level').$type<LogLevel>().notNull(),
    code: text('code'),
    params: jsonb('params').$type<Record<string, unknown>>().notNull().default({}),
    message: text('message').notNull(),
  },
  (table) => [
    index('run_logs_by_run').on(table.runId, table.id),
    index('run_logs_alarms').on(table.runId, table.id).where(sql`level in ('warning', 'error')`),
  ],
);

/**
 * The lines of a run once more, to be searched: lower case, without accents, some hundred lines in one text with a line
 * break between them. A search reads 20 times less than it would line by line. Written with the lines by runtime/log-lines.
 */
export const runLogBlocks = pgTable(
  'run_log_blocks',
  {
    runId: bigint('run_id', { mode: 'bigint' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Every line of the run from here to `lastId` is in it, in the order of the ids. */
    firstId: bigint('first_id', { mode: 'bigint' }).notNull(),
    lastId: bigint('last_id', { mode: 'bigint' }).notNull(),
    folded: text('folded').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.firstId] })],
);
