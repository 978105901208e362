import { cancelRun } from '#lib/runtime/cancel-run';
import { endRun } from '#lib/runtime/end-run';
import type { EngineParts } from '#lib/runtime/engine-parts';
import type { RunningStep } from '#lib/runtime/execute-step';
import { jsonText } from '#lib/runtime/json-text';

/** Stops the steps of this node that were cancelled or taken over: the backstop of the notifications. */
export async function stopForeignSteps(
  { sql, node }: EngineParts,
  running: ReadonlyMap<string, RunningStep>,
): Promise<void> {
  if (running.size === 0) return;
  const tasks = [...running.values()];
  const owned = await sql<{ id: bigint; attempt: number; cancelRequested: boolean }[]>`
    select step.id, step.attempt, run.cancel_requested_at is not null as "cancelRequested"
    from run_steps step
    join runs run on run.id = step.run_id
    where step.id = any(${tasks.map(({ step }) => String(step.id))}::bigint[])
      and step.state = 'running'
      and step.node = ${node}`;
  const found = new Map(owned.map((step) => [`${step.id}/${step.attempt}`, step]));
  for (const task of tasks) {
    const name = `${task.step.id}/${task.step.attempt}`;
    // One that ended since we asked is no longer there to be stopped.
    if (!running.has(name)) continue;
    const step = found.get(name);
    if (step?.cancelRequested) task.stop('cancelled');
    else if (!step) task.stop('lost');
  }
}

/** Runs whose own time is over are cancelled, with `timed_out` as their error. The time of a paused run stands still. */
export async function cancelOverdueRuns(parts: EngineParts): Promise<void> {
  const overdue = await parts.sql<{ id: bigint; job: string }[]>`
    select id, job
    from runs
    where state in ('pending', 'running', 'waiting')
      and deadline_at <= ${parts.now()}
      and paused_at is null
      and cancel_requested_at is null`;
  for (const { id, job } of overdue) {
    const minutes = parts.jobs.get(job)?.runTimeoutMinutes ?? null;
    const message = `The run was not finished in its ${minutes ?? ''} minutes.`;
    await oneOf(parts, id, cancelRun(parts, id, { code: 'timed_out', message, params: { minutes } }));
  }
}

/** Ends the runs that have nothing left, where the process that should have done it died in between. */
export async function endFinishedRuns(parts: EngineParts): Promise<void> {
  const finished = await parts.sql<{ id: bigint }[]>`
    select id
    from runs
    where state in ('pending', 'running', 'waiting')
      and open_steps = 0
    order by id`;
  for (const { id } of finished) await oneOf(parts, id, endRun(parts, id));
}

/** A run that cannot be ended keeps none of those behind it from it. */
async function oneOf({ log }: EngineParts, runId: bigint, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => log.warn({ err: error, run: String(runId) }, 'a run could not be ended'));
}

/** Writes what changed since the last time, fenced by attempt. A step that is being ended is left alone: it needs none. */
export async function writeProgress(
  { sql, node }: EngineParts,
  running: ReadonlyMap<string, RunningStep>,
): Promise<void> {
  const changed = [...running.values()].filter(({ progress }) => progress !== null);
  if (changed.length === 0) return;
  const rows = changed.map(({ step, progress }) => ({ id: step.id, attempt: step.attempt, progress }));
  const written = await sql<{ id: bigint }[]>`
    with mine as (
      select step.id, written."progress"
      from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as written("id" bigint, "attempt" integer, "progress" jsonb)
      join run_steps step on step.id = written."id"
      where step.attempt = written."attempt"
        and step.state = 'running'
        and step.node = ${node}
      order by step.id
      for no key update of step skip locked
    )
    update run_steps step
    set progress = mine."progress"
    from mine
    where step.id = mine.id
    returning step.id`;
  const ids = new Set(written.map(({ id }) => id));
  for (const [index, task] of changed.entries()) {
    // What came in meanwhile is written the next time.
    if (ids.has(task.step.id) && task.progress === rows[index]?.progress) task.progress = null;
  }
}
