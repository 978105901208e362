import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { SalesOverview } from '#lib/contract/overview';
import type { Progress } from '#lib/contract/run';
import { loadEstimates } from '#lib/sales/load-estimates';
import { wallMs } from '#lib/sales/wall-time';

type OpenStep = {
  storeId: string;
  isRunning: boolean;
  waitMs: number;
  progress: Progress | null;
  parallel: number;
};

// A paused run loads nothing until somebody resumes it.
const openStepsSql = (day: string) => sql`
  select split_part(step.key, '/', 1) as "storeId",
         step.state = 'running' as "isRunning",
         greatest(0, extract(epoch from step.next_attempt_at - now()) * 1000)::float8 as "waitMs",
         step.progress,
         run.parallel
  from run_steps step
  join runs run on run.id = step.run_id
  where step.job = 'sales.load' and step.kind = 'step' and step.state in ('pending', 'running', 'waiting')
    and split_part(step.key, '/', 2) = ${day}
    and run.paused_at is null`;

/** When the day's last store should be in, by each store's own rows per minute; null when no store is loaded or waits. */
export async function forecastOf(db: Db, day: string, now: Date): Promise<SalesOverview['forecast']> {
  const steps = [...(await db.execute<OpenStep>(openStepsSql(day)))];
  if (steps.length === 0) return null;
  const estimates = await loadEstimates(
    db,
    steps.map(({ storeId }) => storeId),
  );
  const lanes = steps.map((step) => ({
    units: 1,
    ms: estimates.ms({ storeId: step.storeId, day }) * (1 - doneOf(step)),
    waitMs: step.waitMs ?? 0,
  }));
  const parallel = Math.max(...steps.map((step) => step.parallel));
  const lastRetryMs = Math.max(...lanes.map(({ ms, waitMs }) => ms + waitMs));
  const endMs = Math.max(wallMs(lanes, parallel), lastRetryMs);
  return { at: new Date(now.getTime() + endMs).toISOString(), stores: steps.length };
}

function doneOf({ isRunning, progress }: OpenStep): number {
  if (!isRunning || !progress?.total) return 0;
  return Math.min(1, progress.done / progress.total);
}
