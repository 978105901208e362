import { endedRunStates, type RunState } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { announceWork, lockClaims } from '#lib/runtime/queue';

/**
 * Starts the failed and cancelled steps of an ended run again, in the same run and with fresh tries; a run whose plan
 * failed plans again. A step that is active in another run stays as it is.
 */
export async function retryRun(parts: EngineParts, runId: bigint): Promise<{ steps: number }> {
  return retry(parts, runId).catch((error: unknown) => {
    if (!isActiveElsewhere(error)) throw error;
    throw new AppError('conflict', `A step of run ${runId} was started in another run just now.`, { cause: error });
  });
}

/** A plan that was written at the same moment: it does not take the lock of claims. */
function isActiveElsewhere(error: unknown): boolean {
  return error instanceof Error && 'constraint_name' in error && error.constraint_name === 'run_steps_active';
}

function retry(parts: EngineParts, runId: bigint): Promise<{ steps: number }> {
  return parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    const run = await lockEndedRun(tx, runId);
    const job = parts.jobs.get(run.job);
    if (!job) throw new AppError('not_found', `There is no job "${run.job}" any more.`);
    const tries = 1 + (run.retries ?? job.retries.times);
    const planAgain = run.steps === 0 && run.state !== 'completed';
    if (!planAgain && (await onlyFinishFailed(tx, run, runId))) {
      await finishAgain(tx, runId);
      return { steps: 0 };
    }
    const steps = planAgain
      ? await insertPlan(tx, { runId, tries, needs: job.needs ?? null })
      : await reopen(tx, runId, tries);
    if (steps === 0) throw new AppError('conflict', `Run ${runId} has no failed or cancelled step to start again.`);
    await tx`
      update runs
      set state = 'pending', open_steps = ${planAgain ? null : steps}, ended_at = null, cancel_requested_at = null,
          deadline_at = null, error = null, result = null, paused_until = null, paused_at = null, paused_by = null
      where id = ${runId}`;
    await announceWork(tx, parts.node);
    faultPoint('rerun-before-commit');
    return { steps };
  });
}

type EndedRun = { state: RunState; job: string; retries: number | null; steps: number };

async function lockEndedRun(tx: EngineTx, runId: bigint): Promise<EndedRun> {
  const [run] = await tx<EndedRun[]>`
    select state, job, retries, (select count(*)::integer from run_steps where run_id = runs.id) as steps
    from runs
    where id = ${runId}
    for no key update`;
  if (!run) throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: String(runId) } });
  if (endedRunStates.includes(run.state)) return run;
  throw new AppError('conflict', `Run ${runId} has not ended yet: it is ${run.state}.`, {
    params: { run: String(runId), state: run.state },
  });
}

/** Every step is done, and what the job does at the end is what failed. */
async function onlyFinishFailed(tx: EngineTx, { state }: EndedRun, runId: bigint): Promise<boolean> {
  if (state !== 'failed') return false;
  const [step] = await tx`
    select 1
    from run_steps
    where run_id = ${runId}
      and state in ('failed', 'cancelled')
    limit 1`;
  return step === undefined;
}

/** Whoever ends runs finds it with nothing left to do. */
async function finishAgain(tx: EngineTx, runId: bigint): Promise<void> {
  await tx`
    update runs
    set state = 'running', open_steps = 0, ended_at = null, cancel_requested_at = null, error = null, result = null
    where id = ${runId}`;
}

async function insertPlan(tx: EngineTx, plan: { runId: bigint; tries: number; needs: string | null }): Promise<number> {
  const inserted = await tx`
    insert into run_steps (run_id, job, kind, key, position, priority, needs, state, tries_left, max_attempts)
    select id, job, 'plan', 'plan:' || id, 0, 0, ${plan.needs}::text, 'pending', ${plan.tries}::integer, ${plan.tries}::integer
    from runs
    where id = ${plan.runId}`;
  return inserted.count;
}

async function reopen(tx: EngineTx, runId: bigint, tries: number): Promise<number> {
  const reopened = await tx`
    update run_steps step
    set state = 'pending', reason = null, error = null, result = null, progress = null, ended_at = null,
        next_attempt_at = null, redeliveries = 0, link_down_at = null,
        tries_left = coalesce(step.retries + 1, ${tries}::integer),
        max_attempts = step.attempt + coalesce(step.retries + 1, ${tries}::integer)
    where run_id = ${runId}
      and state in ('failed', 'cancelled')
      and not exists (
        select 1
        from run_steps active
        where active.job = step.job
          and active.key = step.key
          and active.state in ('pending', 'running', 'waiting'))`;
  return reopened.count;
}
