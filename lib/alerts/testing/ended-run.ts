import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { runSteps, runs } from '#db/schema/runtime';
import type { Failure } from '#lib/contract/problem';
import type { RunState, StepState, Trigger } from '#lib/contract/run';

export type TestStep = { key: string; state: StepState; error?: Failure };

type Ended = { state: RunState; job?: string; trigger?: Trigger; error?: Failure; steps?: TestStep[] };

/** A run that has just ended, in the way the engine ends one: its row was there, and then got its end. */
export async function endedRun(db: Db, { job = 'sales.load', trigger = 'hand', steps = [], ...end }: Ended) {
  const [run] = await db
    .insert(runs)
    .values({ ...{ job, trigger, today: '2025-10-22', priority: 1, state: 'running' }, input: {}, parallel: 4 })
    .returning({ id: runs.id });
  if (!run) throw new Error('no run');
  if (steps.length > 0) {
    await db.insert(runSteps).values(
      steps.map(({ key, state, error = null }, position) => ({
        ...{ runId: run.id, job, key, position, state, error, priority: 1, triesLeft: 0, maxAttempts: 1 },
        lane: key.includes('/') ? `store:${key.split('/')[0]}` : null,
      })),
    );
  }
  await endAgain(db, run.id, end);
  return run.id;
}

/** The end of a run that was retried: its row had none meanwhile. */
export async function endAgain(db: Db, runId: bigint, { state, error }: Pick<Ended, 'state' | 'error'>) {
  await db.update(runs).set({ endedAt: null }).where(eq(runs.id, runId));
  await db
    .update(runs)
    .set({ state, error: error ?? null, endedAt: new Date() })
    .where(eq(runs.id, runId));
}

export const unreachable = (store: string): Failure => ({
  code: 'source_unavailable',
  message: `${store}: connection refused`,
  params: { why: 'refused', store },
});

export const refusedLogin = (store: string): Failure => ({
  code: 'source_rejected',
  message: `${store}: login failed`,
  params: { why: 'login', store },
});
