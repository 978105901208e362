import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { EngineTx } from '#lib/runtime/engine-parts';
import { jsonText } from '#lib/runtime/json-text';
import { lockClaims, lockPlans } from '#lib/runtime/queue';

type Keyed = { key: string; skip: string | null };

/**
 * What a schedule wants done does not wait behind a recovery that has the same steps at the end of a long queue, or is
 * paused: the runs that are less urgent and have such a step to do are locked, with our own, before anything is written.
 */
export async function lockLesserRuns(tx: EngineTx, plan: ClaimedStep, rows: Keyed[]): Promise<bigint[]> {
  if (plan.trigger !== 'schedule' || rows.length === 0) return [];
  await lockPlans(tx, plan.job);
  const wanted = () => lesserRuns(tx, plan, rows);
  // Mostly there is none, and nobody needs to wait.
  if ((await wanted()).length === 0) return [];
  await lockClaims(tx);
  const lesser = (await wanted()).map(({ id }) => id);
  await tx`
    select 1
    from runs
    where id = any(${[...lesser, plan.runId].map(String)}::bigint[])
    order by id
    for no key update`;
  return lesser;
}

function lesserRuns(tx: EngineTx, plan: ClaimedStep, rows: Keyed[]) {
  return tx<{ id: bigint }[]>`
    select distinct run.id
    from run_steps step
    join runs run on run.id = step.run_id
    join runs mine on mine.id = ${plan.runId}
    where step.job = ${plan.job}
      and step.key = any(${keysOf(rows)}::text[])
      and step.kind = 'step'
      and (step.state = 'pending' or (step.state = 'waiting' and run.paused_at is not null))
      and run.priority > mine.priority`;
}

type Taking = { plan: ClaimedStep; rows: Keyed[]; now: Date };

/** Their steps are skipped, "in run" ours; one with nothing left is ended by the upkeep. */
export async function takeFromRuns(tx: EngineTx, lesser: bigint[], { plan, rows, now }: Taking): Promise<void> {
  const taken = await tx<{ runId: bigint }[]>`
    update run_steps step
    set state = 'skipped', reason = ${`in run ${plan.runId}`}, next_attempt_at = null, ended_at = ${now}
    from runs run
    where run.id = step.run_id
      and step.run_id = any(${lesser.map(String)}::bigint[])
      and step.job = ${plan.job}
      and step.key = any(${keysOf(rows)}::text[])
      and step.kind = 'step'
      and (step.state = 'pending' or (step.state = 'waiting' and run.paused_at is not null))
    returning step.run_id as "runId"`;
  const counts = new Map<bigint, number>();
  for (const { runId } of taken) counts.set(runId, (counts.get(runId) ?? 0) + 1);
  const fewer = [...counts].map(([id, steps]) => ({ id, steps }));
  await tx`
    update runs
    set open_steps = open_steps - fewer."steps"
    from jsonb_to_recordset(${jsonText(fewer)}::text::jsonb) as fewer("id" bigint, "steps" integer)
    where runs.id = fewer."id"`;
}

function keysOf(rows: Keyed[]): string[] {
  return rows.filter(({ skip }) => skip === null).map(({ key }) => key);
}
