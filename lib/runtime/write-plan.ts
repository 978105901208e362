import { AppError } from '#lib/errors';
import type { ClaimedStep } from '#lib/runtime/claim-steps';
import type { Job, StepPlan } from '#lib/runtime/define-job';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText } from '#lib/runtime/json-text';
import { lockPlans } from '#lib/runtime/queue';
import { lockLesserRuns, takeFromRuns } from '#lib/runtime/take-from-runs';

export type WrittenPlan = { open: number; skipped: number };

/**
 * Replaces the plan by the steps it made, in one transaction, if this attempt still owns it; answers null if not.
 * A step whose (job, key) is active in another run is skipped, with that run as the reason.
 */
export async function writePlan(parts: EngineParts, plan: ClaimedStep, steps: StepPlan[]): Promise<WrittenPlan | null> {
  refuseBadPlan(steps);
  const job = parts.jobs.get(plan.job);
  if (!job) return null;
  faultPoint('plan-before');
  const written = await parts.sql.begin(async (tx) => {
    const rows = stepRows(plan, steps, job);
    const lesser = await lockLesserRuns(tx, plan, rows);
    if (!(await takePlan(tx, plan, parts.node))) return null;
    if (lesser.length > 0) await takeFromRuns(tx, lesser, { plan, rows, now: parts.now() });
    const skipped = await insertSteps(tx, rows, { plan, now: parts.now() });
    const open = rows.length - skipped;
    await insertLanes(tx, rows, plan);
    await tx`update runs set open_steps = ${open} where id = ${plan.runId}`;
    faultPoint('plan-before-commit');
    return { open, skipped };
  });
  faultPoint('plan-after-commit');
  return written;
}

function refuseBadPlan(steps: StepPlan[]): void {
  const keys = new Set<string>();
  for (const { key } of steps) {
    if (keys.has(key)) throw new AppError('invalid_input', `The plan names the step "${key}" twice.`);
    keys.add(key);
  }
  const ended = new Set<string>();
  for (const { key, after = [] } of steps) {
    const unknown = after.find((name) => !ended.has(name));
    if (unknown !== undefined) {
      throw new AppError(
        'invalid_input',
        `The step "${key}" comes after "${unknown}", which the plan does not name before it.`,
      );
    }
    ended.add(key);
  }
}

/** The run's lock decides between this plan and a cancellation; the job's lock between two plans with the same keys. */
async function takePlan(tx: EngineTx, plan: ClaimedStep, node: string): Promise<boolean> {
  const [, taken] = await Promise.all([
    lockPlans(tx, plan.job),
    tx`
      with run as (
        select id
        from runs
        where id = ${plan.runId}
          and cancel_requested_at is null
        for no key update
      )
      delete from run_steps step
      using run
      where step.run_id = run.id
        and step.id = ${plan.id}
        and step.attempt = ${plan.attempt}
        and step.state = 'running'
        and step.node = ${node}`,
  ]);
  return taken.count === 1;
}

type StepRow = {
  key: string;
  position: number;
  lane: string | null;
  after: string[];
  priority: number;
  needs: string | null;
  input: unknown;
  tries: number;
  retries: number | null;
  retryMinutes: number | null;
  skip: string | null;
};

function stepRows(plan: ClaimedStep, steps: StepPlan[], job: Job): StepRow[] {
  const usual = plan.retries ?? job.retries.times;
  return steps.map((step, index) => ({
    key: step.key,
    position: index + 1,
    lane: step.lane ?? null,
    after: step.after ?? [],
    priority: step.priority ?? 0,
    needs: job.needs ?? null,
    input: step.input ?? null,
    tries: 1 + (step.retries?.times ?? usual),
    retries: step.retries?.times ?? null,
    retryMinutes: step.retries?.everyMinutes ?? null,
    skip: step.skip ?? null,
  }));
}

type Insertion = { plan: ClaimedStep; now: Date };

/** Answers how many were skipped. An active step that ends while we look makes room for ours, hence the rounds. */
async function insertSteps(tx: EngineTx, rows: StepRow[], about: Insertion): Promise<number> {
  const skipped = rows.filter(({ skip }) => skip !== null);
  let left = rows.filter(({ skip }) => skip === null);
  for (let round = 0; left.length > 0 && round < 3; round += 1) {
    const inserted = new Set((await insert(tx, left, about)).map(({ key }) => key));
    left = left.filter(({ key }) => !inserted.has(key));
    if (left.length === 0) break;
    const active = await activeRuns(tx, left, about.plan.job);
    skipped.push(
      ...left.filter(({ key }) => active.has(key)).map((row) => ({ ...row, skip: `in run ${active.get(row.key)}` })),
    );
    left = left.filter(({ key }) => !active.has(key));
  }
  skipped.push(...left.map((row) => ({ ...row, skip: 'in another run' })));
  if (skipped.length > 0) await insert(tx, skipped, about);
  return skipped.length;
}

function insert(tx: EngineTx, rows: StepRow[], { plan, now }: Insertion) {
  return tx<{ key: string }[]>`
    insert into run_steps (run_id, job, key, position, lane, after, priority, needs, input, state, reason, tries_left,
                           max_attempts, retries, retry_minutes, ended_at)
    select ${plan.runId}, ${plan.job}, "key", "position", "lane",
           array(select jsonb_array_elements_text("after")), "priority", "needs", "input",
           case when "skip" is null then 'pending' else 'skipped' end, "skip", "tries", "tries", "retries", "retryMinutes",
           case when "skip" is not null then ${now}::timestamptz end
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as step(
      "key" text, "position" integer, "lane" text, "after" jsonb, "priority" smallint, "needs" text, "input" jsonb,
      "tries" integer, "retries" integer, "retryMinutes" integer, "skip" text)
    order by "position"
    on conflict do nothing
    returning key`;
}

/** Of skipped steps too: a run that left a store to another one is still about that store. */
async function insertLanes(tx: EngineTx, rows: StepRow[], { runId, job }: ClaimedStep): Promise<void> {
  const lanes = [...new Set(rows.flatMap(({ lane }) => lane ?? []))];
  if (lanes.length === 0) return;
  await tx`
    insert into run_lanes (lane, job, run_id)
    select lane, ${job}, ${runId}
    from unnest(${lanes}::text[]) as lane
    on conflict do nothing`;
}

async function activeRuns(tx: EngineTx, rows: StepRow[], job: string): Promise<Map<string, bigint>> {
  const active = await tx<{ key: string; runId: bigint }[]>`
    select key, run_id as "runId"
    from run_steps
    where job = ${job}
      and key = any(${rows.map(({ key }) => key)}::text[])
      and state in ('pending', 'running', 'waiting')`;
  return new Map(active.map(({ key, runId }) => [key, runId]));
}
