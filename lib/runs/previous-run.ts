import type { Db } from '#db/db';
import type { RunPage, Trigger } from '#lib/contract/run';
import { getRun } from '#lib/runs/get-run';
import { listRuns } from '#lib/runs/list-runs';

const withoutSchedule: readonly Trigger[] = ['hand', 'api', 'cli', 'recovery'];

/** The run of the same job and schedule before this one, as a list of one or none. Throws `not_found`. */
export async function previousRun(db: Db, id: string): Promise<RunPage> {
  const { job, scheduleId } = await getRun(db, id);
  const before = { job, after: id, limit: 1 };
  const earlier =
    scheduleId === null
      ? await Promise.all(withoutSchedule.map((trigger) => listRuns(db, { ...before, trigger })))
      : [await listRuns(db, { ...before, schedule: scheduleId })];
  const newestFirst = earlier.flatMap(({ items }) => items).sort((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
  return { items: newestFirst.slice(0, 1), next: null };
}
