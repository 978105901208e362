import { dayInZone } from '#lib/contract/day';
import type { Trigger } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { Job } from '#lib/runtime/define-job';
import type { RunRequest } from '#lib/runtime/engine';
import type { EngineParts, EngineSql, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText } from '#lib/runtime/json-text';

/** Live work goes first; a lower number is claimed earlier. */
const priorities: Record<Trigger, number> = { schedule: 1, hand: 2, api: 2, cli: 2, recovery: 3 };

/** A run as it is inserted, with its plan as the first step. */
export type NewRun = {
  job: string;
  trigger: Trigger;
  requestedBy: string | null;
  scheduleId: string | null;
  slotAt: Date | null;
  today: string;
  priority: number;
  input: unknown;
  retries: number | null;
  retryMinutes: number | null;
  parallel: number;
  pauseMs: number;
  maxRuns: number | null;
  idempotencyKey: string | null;
  runTimeoutMinutes: number | null;
  needs: string | null;
  jobTries: number;
};

export type InsertedRun = {
  runId: bigint;
  stepId: bigint;
  scheduleId: string | null;
  slotAt: Date | null;
  tries: number;
};

type Start = { runId: bigint; created: boolean; plan: ClaimedStep | null };

/**
 * Inserts a run and its plan in one transaction. With `claimPlan` the plan is this node's from the start, unless the
 * job or the node forbids it. An idempotency key that is known answers the earlier run.
 */
export async function startRun(parts: EngineParts, request: RunRequest, claimPlan: boolean): Promise<Start> {
  const job = jobNamed(parts, request.job);
  const input = parsedInput(job, request.input ?? {});
  const now = parts.now();
  const run = newRun(job, request, {
    input,
    today: request.today ?? dayInZone(now, parts.resources.config.FLUXION_ZONE),
  });
  const mine = claimPlan && job.maxRuns === undefined && (job.needs === undefined || parts.ownsWarehouse);
  faultPoint('run-before-insert');
  const [inserted] = await insertRuns(parts.sql, [run], { now, node: parts.node, claimed: mine });
  faultPoint('run-after-commit');
  if (inserted) return { runId: inserted.runId, created: true, plan: mine ? claimedPlan(run, inserted) : null };
  return { runId: await runOfKey(parts.sql, run), created: false, plan: null };
}

function jobNamed({ jobs }: EngineParts, name: string): Job {
  const job = jobs.get(name);
  if (!job) throw new AppError('not_found', `There is no job "${name}".`, { params: { job: name } });
  return job;
}

function parsedInput(job: Job, input: unknown): unknown {
  const parsed = job.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const first = details.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  throw new AppError('invalid_input', `The input of ${job.name} is not valid: ${first}.`, { details });
}

/** What a run takes over from its job on the day it starts. `input` is the parsed one, the stored one is the caller's. */
export function newRun(job: Job, request: RunRequest, { input, today }: { input: unknown; today: string }): NewRun {
  return {
    job: job.name,
    trigger: request.trigger,
    requestedBy: request.requestedBy,
    scheduleId: request.scheduleId ?? null,
    slotAt: request.slotAt ?? null,
    today,
    priority: priorities[request.trigger],
    input: request.input ?? {},
    retries: request.retries ?? null,
    retryMinutes: request.retryMinutes ?? null,
    parallel: request.parallel ?? (typeof job.parallel === 'function' ? job.parallel(input) : job.parallel),
    pauseMs: job.pauseMs ?? 0,
    maxRuns: job.maxRuns ?? null,
    idempotencyKey: request.idempotencyKey ?? null,
    runTimeoutMinutes: job.runTimeoutMinutes ?? null,
    needs: job.needs ?? null,
    jobTries: job.retries.times + 1,
  };
}

type Claim = { now: Date; node: string; claimed: boolean };

/** One statement: no run without its plan. Runs whose idempotency key is taken are left out of the answer. */
export function insertRuns(sql: EngineSql | EngineTx, runs: NewRun[], { now, node, claimed }: Claim) {
  const state = claimed ? 'running' : 'pending';
  return sql<InsertedRun[]>`
    with wanted as (
      select *
      from jsonb_to_recordset(${jsonText(runs)}::text::jsonb) as wanted(
        "job" text, "trigger" text, "requestedBy" text, "scheduleId" text, "slotAt" timestamptz, "today" date,
        "priority" smallint, "input" jsonb, "retries" integer, "retryMinutes" integer, "parallel" integer,
        "pauseMs" integer, "maxRuns" integer, "idempotencyKey" text, "runTimeoutMinutes" float8, "needs" text, "jobTries" integer)
    ), made as (
      insert into runs (job, trigger, requested_by, schedule_id, slot_at, today, priority, state, input, retries,
                        retry_minutes, parallel, pause_ms, max_runs, idempotency_key, created_at, started_at,
                        deadline_at)
      select "job", "trigger", "requestedBy", "scheduleId", "slotAt", "today", "priority", ${state}, "input", "retries",
             "retryMinutes", "parallel", "pauseMs", "maxRuns", "idempotencyKey", ${now},
             ${claimed ? now : null}::timestamptz,
             case when ${claimed} then ${now}::timestamptz + "runTimeoutMinutes" * interval '1 minute' end
      from wanted
      on conflict (idempotency_key) where idempotency_key is not null do nothing
      returning id, job, retries, schedule_id, slot_at
    ), planned as (
      insert into run_steps (run_id, job, kind, key, position, priority, needs, state, attempt, tries_left, max_attempts,
                             node, started_at)
      select made.id, made.job, 'plan', 'plan:' || made.id, 0, 0, jobs."needs", ${state}, ${claimed ? 1 : 0},
             coalesce(made.retries + 1, jobs."jobTries"), coalesce(made.retries + 1, jobs."jobTries"),
             ${claimed ? node : null}::text, ${claimed ? now : null}::timestamptz
      from made
      join (select distinct "job", "needs", "jobTries" from wanted) jobs on jobs."job" = made.job
      returning id, run_id, tries_left
    ), tried as (
      insert into step_attempts (step_id, attempt, node, started_at, outcome)
      select id, 1, ${node}, ${now}, 'running'
      from planned
      where ${claimed}
    )
    select made.id            as "runId",
           planned.id         as "stepId",
           made.schedule_id   as "scheduleId",
           made.slot_at       as "slotAt",
           planned.tries_left as "tries"
    from made
    join planned on planned.run_id = made.id`;
}

function claimedPlan(run: NewRun, { runId, stepId, tries }: InsertedRun): ClaimedStep {
  return {
    id: stepId,
    runId,
    kind: 'plan',
    key: `plan:${runId}`,
    input: null,
    attempt: 1,
    triesLeft: tries,
    maxAttempts: tries,
    job: run.job,
    trigger: run.trigger,
    today: run.today,
    runInput: run.input,
    runState: 'running',
    retries: run.retries,
    retryMinutes: run.retryMinutes,
    linkDownAt: null,
  };
}

async function runOfKey(sql: EngineSql, { idempotencyKey, job }: NewRun): Promise<bigint> {
  const [known] = await sql<{ id: bigint; job: string }[]>`
    select id, job
    from runs
    where idempotency_key = ${idempotencyKey}`;
  if (known?.job === job) return known.id;
  throw new AppError('conflict', `The idempotency key was used for a run of ${known?.job ?? 'another job'}.`);
}
