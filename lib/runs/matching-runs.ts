import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { MatchingRuns, RunActName, RunChoice } from '#lib/contract/endpoints/runs';
import type { RunState } from '#lib/contract/run';
import { runIds } from '#lib/runs/choose-runs';
import { storeRunIds } from '#lib/runs/choose-store-runs';

/** What one act touches at most: each run is a transaction of its own. */
export const mostRuns = 1000;
const newestShown = 20;

/** What can be cancelled has not ended; what can be tried again has ended with something left undone. */
const statesOf: Record<RunActName, readonly RunState[]> = {
  cancel: ['pending', 'running', 'waiting'],
  retry: ['partial', 'failed', 'cancelled'],
};

export type RunsToActOn = { act: RunActName; choice: RunChoice };

/** How many runs an act on all that match would touch, and the newest of them. */
export async function matchingRuns(db: Db, asked: RunsToActOn): Promise<MatchingRuns> {
  const ids = await idsToActOn(db, asked, mostRuns + 1);
  return { count: Math.min(ids.length, mostRuns), capped: ids.length > mostRuns, newest: ids.slice(0, newestShown) };
}

/** Newest first. */
export async function idsToActOn(db: Db, { act, choice }: RunsToActOn, limit: number): Promise<string[]> {
  const { store, ...own } = choice;
  const state = statesOf[act].filter((one) => own.state === undefined || own.state.includes(one));
  if (state.length === 0) return [];
  const wanted = { ...own, state, limit };
  const query: SQL = store === undefined ? runIds(wanted) : await storeRunIds(db, store, wanted);
  const rows = await db.execute<{ id: string }>(sql`select id::text as id from (${query}) as chosen`);
  return rows.map(({ id }) => id);
}
