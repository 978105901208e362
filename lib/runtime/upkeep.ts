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

/** Runs whose own time is over are cancelled, with `timed_out` as their error. */
export async function cancelOverdueRuns(parts: EngineParts): Promise<void> {
  const overdue = await parts.sql<{ id: bigint; job: string }[]>`
    select id, job
    from runs
    where state in ('pending', 'running', 'waiting')
      and deadline_at <= ${parts.now()}
      and cancel_requested_at is null`;
  for (const { id, job } of overdue) {
    const minutes = parts.jobs.get(job)?.runTimeoutMinutes ?? null;
    const message = `The run was not finished in its ${minutes ?? ''} minutes.`;
    await cancelRun(parts, id, { code: 'timed_out', message, params: { minutes } });
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
  for (const { id } of finished) await endRun(parts, id);
}

/** Writes what changed since the last time, fenced by attempt. */
export async function writeProgress(
  { sql, node }: EngineParts,
  running: ReadonlyMap<string, RunningStep>,
): Promise<void> {
  const changed = [...running.values()].filter(({ progress }) => progress !== null);
  if (changed.length === 0) return;
  const rows = changed.map(({ step, progress }) => ({ id: step.id, attempt: step.attempt, progress }));
  for (const task of changed) task.progress = null;
  await sql`
    update run_steps step
    set progress = written."progress"
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as written("id" bigint, "attempt" integer, "progress" jsonb)
    where step.id = written."id"
      and step.attempt = written."attempt"
      and step.state = 'running'
      and step.node = ${node}`;
}
