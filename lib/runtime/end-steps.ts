import type { Failure } from '#lib/contract/problem';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { jsonText } from '#lib/runtime/json-text';
import { lockClaims } from '#lib/runtime/queue';
import type { StepEnding } from '#lib/runtime/step-ending';

export type Ended = { written: Set<bigint>; runsToEnd: bigint[] };

/**
 * Ends attempts that `node` still owns: steps, attempts and runs change together; whoever lost its step writes nothing.
 * Answers the steps written, and the runs whose last step this was.
 */
export async function endSteps(tx: EngineTx, parts: EngineParts, { endings, node, now }: Endings): Promise<Ended> {
  const stopping = endings.filter(({ state, job }) => state === 'failed' && parts.jobs.get(job)?.stopOnFailure);
  if (stopping.length > 0) await lockClaims(tx);
  const [, ended] = await Promise.all([lockRuns(tx, endings), writeEndings(tx, endings, { node, now })]);
  const stoppedRuns = stopping.filter(({ id }) => ended.some((step) => step.id === id)).map(({ runId }) => runId);
  const stopped = stoppedRuns.length > 0 ? await cancelNotStarted(tx, stoppedRuns, now) : [];
  const runsToEnd = await countDown(tx, runCounts([...ended, ...stopped]), now);
  return { written: new Set(ended.map(({ id }) => id)), runsToEnd };
}

type Endings = { endings: StepEnding[]; node: string; now: Date };

function lockRuns(tx: EngineTx, endings: StepEnding[]) {
  const ids = [...new Set(endings.map(({ runId }) => String(runId)))];
  return tx`
    select 1
    from runs
    where id = any(${ids}::bigint[])
    order by id
    for no key update`;
}

type EndedRow = { id: bigint; runId: bigint; kind: 'plan' | 'step'; state: string; error: Failure | null };

/** Who cancels changed what was not running; an attempt that ends meanwhile is not left to a next one either. */
function writeEndings(tx: EngineTx, endings: StepEnding[], { node, now }: Omit<Endings, 'endings'>) {
  return tx<EndedRow[]>`
    with ending as (
      select ending."id", ending."attempt", ending."outcome", ending."result", ending."error", ending."triesUsed",
             ending."moreAttempts", ending."redelivered", ending."linkDownAt",
             case when cancelled.it then 'cancelled' else ending."state" end   as "state",
             case when cancelled.it then null else ending."reason" end         as "reason",
             case when cancelled.it then null else ending."nextAttemptAt" end as "nextAttemptAt"
      from jsonb_to_recordset(${jsonText(endings)}::text::jsonb) as ending(
        "id" bigint, "runId" bigint, "attempt" integer, "state" text, "outcome" text, "result" text, "error" jsonb,
        "nextAttemptAt" timestamptz, "triesUsed" integer, "moreAttempts" integer, "redelivered" integer,
        "reason" text, "linkDownAt" timestamptz)
      join runs run on run.id = ending."runId"
      cross join lateral (
        select ending."state" in ('waiting', 'pending') and run.cancel_requested_at is not null as it) cancelled
    ), ended as (
      update run_steps step
      set state = ending."state",
          reason = ending."reason",
          link_down_at = coalesce(ending."linkDownAt", step.link_down_at),
          result = ending."result"::jsonb,
          error = ending."error",
          next_attempt_at = ending."nextAttemptAt",
          tries_left = tries_left - ending."triesUsed",
          max_attempts = max_attempts + ending."moreAttempts",
          redeliveries = redeliveries + ending."redelivered",
          ended_at = case when ending."state" in ('completed', 'failed', 'cancelled') then ${now}::timestamptz end,
          node = null
      from ending
      where step.id = ending."id"
        and step.attempt = ending."attempt"
        and step.state = 'running'
        and step.node = ${node}
      returning step.id, step.run_id, step.kind, step.state, step.error
    ), tried as (
      update step_attempts attempt
      set ended_at = ${now}, outcome = ending."outcome", error = ending."error"
      from ending
      join ended on ended.id = ending."id"
      where attempt.step_id = ending."id"
        and attempt.attempt = ending."attempt"
    )
    select id, run_id as "runId", kind, state, error
    from ended`;
}

function cancelNotStarted(tx: EngineTx, runIds: bigint[], now: Date) {
  return tx<EndedRow[]>`
    update run_steps
    set state = 'cancelled', reason = 'a step failed', next_attempt_at = null, ended_at = ${now}
    where run_id = any(${runIds.map(String)}::bigint[])
      and state in ('pending', 'waiting')
    returning id, run_id as "runId", kind, state, error`;
}

type RunCount = { id: bigint; ended: number; planEnded: boolean; error: Failure | null };

function runCounts(ended: EndedRow[]): RunCount[] {
  const counts = new Map<bigint, RunCount>();
  for (const { runId, kind, state, error } of ended) {
    const count = counts.get(runId) ?? { id: runId, ended: 0, planEnded: false, error: null };
    counts.set(runId, count);
    if (state === 'waiting' || state === 'pending') continue;
    if (kind === 'step') count.ended += 1;
    else Object.assign(count, { planEnded: true, error });
  }
  return [...counts.values()];
}

/** A run whose plan ended without steps has none left; one with nothing but retries outstanding waits. */
async function countDown(tx: EngineTx, counts: RunCount[], now: Date): Promise<bigint[]> {
  if (counts.length === 0) return [];
  const planned = counts.filter(({ planEnded }) => planEnded).map(({ id }) => id);
  if (planned.length > 0)
    await tx`delete from run_steps where run_id = any(${planned.map(String)}::bigint[]) and kind = 'plan'`;
  const rows = await tx<{ id: bigint; openSteps: number | null }[]>`
    update runs run
    set open_steps = case when count."planEnded" then 0 else open_steps - count."ended" end,
        error = case when count."planEnded" then count."error" else run.error end,
        paused_until = case when pause_ms > 0 then ${now}::timestamptz + pause_ms * interval '1 millisecond' end,
        state = case when run.state <> 'running'
                      or exists (select 1 from run_steps where run_id = run.id and state = 'running')
                      or exists (select 1 from run_steps where run_id = run.id and state = 'pending')
                      then run.state
                     when exists (select 1 from run_steps where run_id = run.id and state = 'waiting')
                      then 'waiting'
                     else run.state end
    from jsonb_to_recordset(${jsonText(counts)}::text::jsonb) as count(
      "id" bigint, "ended" integer, "planEnded" boolean, "error" jsonb)
    where run.id = count."id"
    returning run.id, run.open_steps as "openSteps"`;
  return rows.filter(({ openSteps }) => openSteps === 0).map(({ id }) => id);
}
