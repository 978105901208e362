import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { StepFilter } from '#lib/contract/endpoints/runs';
import type { Step, StepPage } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { jsonRows } from '#lib/runs/json-rows';

type StepAt = Step & { position: number };

/** The steps of a run in the order of its plan, each with its attempts. Throws `not_found`. */
export async function listSteps(db: Db, runId: string, { after, limit }: StepFilter): Promise<StepPage> {
  const steps = await jsonRows<StepAt>(
    db,
    sql`
      select to_json(item) as item
      from (select s.id::text as "id",
                   s.run_id::text as "runId",
                   s.position as "position",
                   s.key as "key",
                   s.lane as "lane",
                   s.state as "state",
                   s.reason as "reason",
                   s.attempt as "attempt",
                   s.max_attempts as "maxAttempts",
                   s.next_attempt_at as "nextAttemptAt",
                   s.progress as "progress",
                   s.result as "result",
                   s.error as "error",
                   s.started_at as "startedAt",
                   s.ended_at as "endedAt",
                   (select coalesce(json_agg(json_build_object(
                             'attempt', a.attempt,
                             'startedAt', a.started_at,
                             'endedAt', a.ended_at,
                             'outcome', a.outcome,
                             'error', a.error) order by a.attempt), '[]')
                    from step_attempts as a
                    where a.step_id = s.id) as "attempts"
            from run_steps as s
            where s.run_id = ${runId}::bigint
              and s.kind = 'step'
              and s.position > ${after ?? '-1'}::bigint
            order by s.position
            limit ${limit + 1}) as item`,
  );
  if (steps.length === 0) await refuseUnknownRun(db, runId);
  const page = steps.slice(0, limit);
  return { items: page.map(withoutPosition), next: steps.length > limit ? String(page.at(-1)?.position) : null };
}

function withoutPosition({ position: _, ...step }: StepAt): Step {
  return step;
}

async function refuseUnknownRun(db: Db, runId: string): Promise<void> {
  const [run] = await db.execute(sql`select 1 from runs where id = ${runId}::bigint`);
  if (!run) throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: runId } });
}
