import type { RunState, Trigger } from '#lib/contract/run';
import type { JsonValue } from '#lib/runtime/define-job';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText } from '#lib/runtime/json-text';
import { announceWork, lockClaims } from '#lib/runtime/queue';
import { aloneFrom } from '#lib/runtime/step-ending';
import { waitsForLinks } from '#lib/runtime/waits-for-links';

/** A step that this node runs: all that executing it asks of the database. */
export type ClaimedStep = {
  id: bigint;
  runId: bigint;
  kind: 'plan' | 'step';
  key: string;
  input: JsonValue;
  attempt: number;
  triesLeft: number;
  maxAttempts: number;
  job: string;
  trigger: Trigger;
  today: string;
  runInput: unknown;
  runState: RunState;
  retries: number | null;
  /** The step's own where its plan gave it some, else the run's; null: the job's. */
  retryMinutes: number | null;
  /** When this round's first attempt found its link down. */
  linkDownAt: Date | null;
};

/** How many more steps this node takes, and how many of them may be recovery. */
export type Room = { free: number; recovery: number };

/** Claims the most urgent steps that may run now. A full claim calls the other nodes: there may be more. */
export async function claimSteps(parts: EngineParts, room: Room): Promise<ClaimedStep[]> {
  const now = parts.now();
  const claimed = await parts.sql.begin(async (tx) => {
    // Sent together: the second statement waits in the database for the lock of the first.
    const [, steps] = await Promise.all([lockClaims(tx), claim(tx, parts, { ...room, now })]);
    await startRuns(tx, parts, steps, now);
    if (steps.length === room.free && parts.hasPeers()) await announceWork(tx, parts.node);
    if (steps.length > 0) faultPoint('claim-before-commit');
    return steps;
  });
  if (claimed.length > 0) faultPoint('claim-after-commit');
  return claimed;
}

type ClaimRoom = Room & { now: Date };

/**
 * Per open run, in order of urgency: as many of its steps as `parallel` leaves room for, of each lane only the first
 * and only when the lane is free; then of each lane only the most urgent over all runs. A run begins, also again, when `max_runs`
 * allows it, and after the earlier runs of its schedule that wait for more than links. Of the steps whose nodes died again and again only one runs at a time: if it
 * is the one that kills, it takes no other suspect along.
 */
function claim(tx: EngineTx, { node, ownsWarehouse, jobs }: EngineParts, { free, recovery, now }: ClaimRoom) {
  return tx<ClaimedStep[]>`
    with busy as (
      select run_id, count(*)::integer as steps
      from run_steps
      where state = 'running'
      group by run_id
    ), suspects as (
      select exists (select 1 from run_steps where state = 'running' and redeliveries >= ${aloneFrom}) as "running"
    ), candidates as (
      select step.id, step.lane, step.kind, step.suspect, run.job, run.trigger, run.max_runs, run.priority as run_priority, run.state as run_state,
             run.id as run_id, step.priority as step_priority, step.position
      from runs run
      cross join suspects
      left join busy on busy.run_id = run.id
      cross join lateral (
        (select id, lane, kind, priority, position, redeliveries >= ${aloneFrom} as suspect
         from run_steps
         where run_id = run.id
           and (state = 'pending' or (state = 'waiting' and next_attempt_at <= ${now}))
           and lane is null
           and (needs is null or ${ownsWarehouse})
           and not (suspects.running and redeliveries >= ${aloneFrom})
           and (after = '{}' or not exists (
             select 1
             from run_steps earlier
             where earlier.run_id = run.id
               and earlier.key = any(run_steps.after)
               and earlier.state in ('pending', 'running', 'waiting')))
         order by priority desc nulls last, position
         limit ${free}::integer)
        union all
        (select distinct on (lane) id, lane, kind, priority, position, redeliveries >= ${aloneFrom} as suspect
         from run_steps
         where run_id = run.id
           and (state = 'pending' or (state = 'waiting' and next_attempt_at <= ${now}))
           and lane is not null
           and (needs is null or ${ownsWarehouse})
           and not (suspects.running and redeliveries >= ${aloneFrom})
           and not exists (select 1 from run_steps held where held.lane = run_steps.lane and held.state = 'running')
           and (after = '{}' or not exists (
             select 1
             from run_steps earlier
             where earlier.run_id = run.id
               and earlier.key = any(run_steps.after)
               and earlier.state in ('pending', 'running', 'waiting')))
         order by lane, priority desc nulls last, position)
        order by priority desc nulls last, position
        limit greatest(0, case when run.pause_ms > 0 then least(1, run.parallel - coalesce(busy.steps, 0))
                               else run.parallel - coalesce(busy.steps, 0) end)
      ) step
      where run.state in ('pending', 'running', 'waiting')
        and run.job = any(${[...jobs.keys()]}::text[])
        and run.cancel_requested_at is null
        and run.paused_at is null
        and (run.paused_until is null or run.paused_until <= ${now})
        and coalesce(busy.steps, 0) < run.parallel
        and (run.state <> 'pending' or run.schedule_id is null or not exists (
          select 1
          from runs earlier
          where earlier.schedule_id = run.schedule_id
            and earlier.id < run.id
            and earlier.state in ('pending', 'running', 'waiting')
            and not ${waitsForLinks(tx, 'earlier')}))
        and (run.state <> 'pending' or run.max_runs is null or run.max_runs > (
          select count(*)
          from runs other
          where other.job = run.job
            and other.state in ('running', 'waiting')))
      order by run.priority, run.id
      limit ${free * 2}::integer
    ), turns as (
      select candidates.*,
             row_number() over (
               partition by coalesce(lane, 'step:' || id)
               order by run_priority, run_id, step_priority desc, position) as lane_turn,
             row_number() over (
               partition by case when max_runs is not null and run_state = 'pending' then job else 'step:' || id end
               order by run_priority, run_id)                               as plan_turn,
             row_number() over (
               partition by case when suspect then 'suspect' else 'step:' || id end
               order by run_priority, run_id)                               as suspect_turn,
             row_number() over (
               partition by trigger = 'recovery'
               order by run_priority, run_id, step_priority desc, position) as recovery_turn
      from candidates
    ), chosen as (
      select id
      from turns
      where lane_turn = 1
        and plan_turn = 1
        and suspect_turn = 1
        and (trigger <> 'recovery' or recovery_turn <= ${recovery}::integer)
      order by run_priority, run_id, step_priority desc, position
      limit ${free}::integer
    ), claimed as (
      update run_steps step
      set state = 'running', attempt = step.attempt + 1, node = ${node}, started_at = ${now}, ended_at = null,
          next_attempt_at = null, progress = null, error = null, reason = null
      from chosen
      where step.id = chosen.id
      returning step.*
    ), tried as (
      insert into step_attempts (step_id, attempt, node, started_at, outcome)
      select id, attempt, ${node}, ${now}, 'running'
      from claimed
    )
    select claimed.id,
           claimed.run_id       as "runId",
           claimed.kind,
           claimed.key,
           claimed.input,
           claimed.attempt,
           claimed.tries_left   as "triesLeft",
           claimed.max_attempts as "maxAttempts",
           run.job,
           run.trigger,
           run.today::text      as "today",
           run.input            as "runInput",
           run.state            as "runState",
           run.retries,
           coalesce(claimed.retry_minutes, run.retry_minutes) as "retryMinutes",
           claimed.link_down_at                               as "linkDownAt"
    from claimed
    join runs run on run.id = claimed.run_id
    order by run.priority, run.id, claimed.priority desc, claimed.position`;
}

/** A run is running while one of its steps is, and its own time counts from its first step. */
async function startRuns(tx: EngineTx, { jobs }: EngineParts, steps: ClaimedStep[], now: Date): Promise<void> {
  const runs = new Map<bigint, { id: bigint; deadlineAt: Date | null }>();
  for (const { runId, runState, job } of steps) {
    const paused = (jobs.get(job)?.pauseMs ?? 0) > 0;
    if (runState !== 'running' || paused)
      runs.set(runId, { id: runId, deadlineAt: deadlineOf(jobs.get(job)?.runTimeoutMinutes, now) });
  }
  if (runs.size === 0) return;
  await tx`
    with started as (
      select runs.id, wanted."deadlineAt"
      from jsonb_to_recordset(${jsonText([...runs.values()])}::text::jsonb) as wanted("id" bigint, "deadlineAt" timestamptz)
      join runs on runs.id = wanted."id"
      order by runs.id
      for no key update of runs
    )
    update runs
    set state = 'running',
        started_at = coalesce(started_at, ${now}),
        deadline_at = coalesce(deadline_at, started."deadlineAt"),
        paused_until = case when pause_ms > 0 then ${now}::timestamptz + pause_ms * interval '1 millisecond' end
    from started
    where runs.id = started.id`;
}

function deadlineOf(timeoutMinutes: number | undefined, now: Date): Date | null {
  return timeoutMinutes === undefined ? null : new Date(now.getTime() + timeoutMinutes * 60_000);
}
