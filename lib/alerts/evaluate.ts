import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { AlertFacts } from '#lib/alerts/alert-facts';
import { judgeLags } from '#lib/alerts/judge-lags';
import { judgeRun } from '#lib/alerts/judge-run';
import { settleIncidents } from '#lib/alerts/settle-incidents';
import type { Voice } from '#lib/alerts/voice';
import type { Logger } from '#lib/log';

export type Evaluation = {
  db: Db;
  facts: AlertFacts;
  voice: Voice;
  daysBehind: number;
  log: Logger;
  now: () => Date;
};

/** Any number that no other advisory lock of this program has. */
const evaluationLock = 7_203_411;
const mostRuns = 200;

/**
 * Judges the runs that ended since the last time, in the order in which they ended: each leaves the list in the
 * transaction that writes what it means. One that cannot be judged keeps none of the others from it. Answers how many.
 */
export async function judgeEndedRuns(evaluation: Evaluation): Promise<number> {
  const { db, log } = evaluation;
  const ended = await db.execute<{ runId: string }>(sql`
    select run_id::text as "runId" from ended_runs order by ended_at, run_id limit ${mostRuns}`);
  let judged = 0;
  for (const { runId } of ended) {
    try {
      if (await judgeOne(evaluation, BigInt(runId))) judged += 1;
    } catch (error) {
      log.warn({ err: error, run: runId }, 'a run could not be judged for alerts, the next turn tries again');
    }
  }
  return judged;
}

function judgeOne({ db, facts, voice, now }: Evaluation, runId: bigint): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockEvaluation(tx);
    const [taken] = await tx.execute(sql`delete from ended_runs where run_id = ${String(runId)}::bigint returning 1`);
    if (!taken) return false;
    await judgeRun(tx, { runId, voice, now: now() });
    await settleIncidents(tx, { facts, voice, now: now() });
    return true;
  });
}

/** Who is too far behind now, and who no longer is. */
export function judgeStores({ db, facts, voice, daysBehind, now }: Evaluation): Promise<void> {
  return db.transaction(async (tx) => {
    await lockEvaluation(tx);
    await judgeLags(tx, { facts, voice, daysBehind, now: now() });
    await settleIncidents(tx, { facts, voice, now: now() });
  });
}

/** Several nodes evaluate: one after the other, so that a cause is opened once. */
async function lockEvaluation(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${evaluationLock})`);
}
