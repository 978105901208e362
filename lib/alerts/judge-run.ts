import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { incidentParts } from '#db/schema/alerts';
import { causeOf } from '#lib/alerts/cause-of';
import { type NewPart, openIncident } from '#lib/alerts/open-incident';
import type { Voice } from '#lib/alerts/voice';
import type { Failure } from '#lib/contract/problem';
import type { RunState, Trigger } from '#lib/contract/run';

type EndedRun = { job: string; state: RunState; trigger: Trigger; error: Failure | null };

/** What became of the steps of one store in the run, or of those that belong to none. */
type Work = { storeId: string | null; done: string[]; failed: string[]; undone: number; failure: Failure | null };

type OpenPart = Pick<typeof incidentParts.$inferSelect, 'incidentId' | 'key' | 'storeId' | 'openSteps'>;

const endedRunSql = (runId: bigint) => sql`
  select job, state, trigger, error
  from runs
  where id = ${String(runId)}::bigint
    and ended_at is not null`;

const workSql = (runId: bigint) => sql`
  select substring(lane from '^store:(.+)$')                                                       as "storeId",
         coalesce(array_agg(key order by position) filter (where state = 'completed'), '{}')       as done,
         coalesce(array_agg(key order by position) filter (where state = 'failed'), '{}')          as failed,
         count(*) filter (where state in ('cancelled', 'skipped'))::int                            as undone,
         (array_agg(error order by position) filter (where state = 'failed'))[1]                   as failure
  from run_steps
  where run_id = ${String(runId)}::bigint
    and kind = 'step'
  group by 1
  order by 1`;

/** Resolves what the run put right, and opens one incident per cause for what failed in it and is not open yet. */
export async function judgeRun(tx: Db, { runId, voice, now }: { runId: bigint; voice: Voice; now: Date }) {
  const [run] = await tx.execute<EndedRun>(endedRunSql(runId));
  // Started again since: its next end is judged.
  if (!run) return;
  const works = [...(await tx.execute<Work>(workSql(runId)))];
  const open = await openParts(tx, run.job);
  for (const part of open) await putRight(tx, part, { run, work: workOf(works, part), now });

  const failed = failedParts(run, works);
  const known = new Map(open.map((part) => [part.key, part]));
  for (const part of failed) await addFailure(tx, known.get(part.key), part);
  const news = Map.groupBy(
    failed.filter(({ key }) => !known.has(key)),
    ({ failure }) => causeOf(failure ?? null),
  );
  for (const [cause, parts] of news) {
    await openIncident(tx, voice, { kind: 'run_failed', cause, job: run.job, runId, openedAt: now, parts });
  }
}

function openParts(tx: Db, job: string): Promise<OpenPart[]> {
  const { incidentId, key, storeId, openSteps } = incidentParts;
  return tx
    .select({ incidentId, key, storeId, openSteps })
    .from(incidentParts)
    .where(and(isNull(incidentParts.resolvedAt), sql`starts_with(${key}, ${partKey(job, '')})`));
}

const partKey = (job: string, part: string): string => `run_failed:${job}:${part}`;

const workOf = (works: readonly Work[], { storeId }: Pick<OpenPart, 'storeId'>): Work | undefined =>
  works.find((work) => work.storeId === storeId);

type Ended = { run: EndedRun; work: Work | undefined; now: Date };

/** A store is well when all its failed steps are done, or when the schedule's own run did all of its work. */
async function putRight(tx: Db, part: OpenPart, { run, work, now }: Ended): Promise<void> {
  const left = part.openSteps.filter((step) => !work?.done.includes(step));
  const isWell = part.storeId === null ? run.state === 'completed' : isStoreWell(run, work, left);
  const isNews = isWell || left.length < part.openSteps.length;
  if (!isNews) return;
  await tx
    .update(incidentParts)
    .set({ openSteps: left, ...(isWell ? { resolvedAt: now, resolution: 'recovered' as const } : {}) })
    .where(isPart(part));
}

function isStoreWell({ trigger }: EndedRun, work: Work | undefined, left: readonly string[]): boolean {
  if (!work || work.failed.length > 0 || work.done.length === 0) return false;
  return left.length === 0 || (trigger === 'schedule' && work.undone === 0);
}

const isPart = ({ incidentId, key }: Pick<OpenPart, 'incidentId' | 'key'>) =>
  and(eq(incidentParts.incidentId, incidentId), eq(incidentParts.key, key));

/** A run that failed without a failed step could not be planned, took too long or broke at its end: the job itself. */
function failedParts({ job, state, error }: EndedRun, works: readonly Work[]): NewPart[] {
  if (state !== 'failed' && state !== 'partial') return [];
  const parts = works
    .filter(({ failed }) => failed.length > 0)
    .map(({ storeId, failed, failure }) => ({
      ...{ key: partKey(job, storeId ?? '*'), storeId, failure },
      ...{ failedSteps: failed, openSteps: failed },
    }));
  return parts.length > 0 ? parts : [{ key: partKey(job, '*'), storeId: null, failure: error }];
}

/** It was told already: what else failed has to be put right too, in silence. */
async function addFailure(tx: Db, known: OpenPart | undefined, { failure, failedSteps = [] }: NewPart): Promise<void> {
  if (!known) return;
  const union = (column: typeof incidentParts.openSteps | typeof incidentParts.failedSteps) =>
    sql`(select coalesce(array_agg(distinct step), '{}') from unnest(${column} || ${sql.param(failedSteps)}::text[]) step)`;
  await tx
    .update(incidentParts)
    .set({
      failure: failure ?? null,
      failedSteps: union(incidentParts.failedSteps),
      openSteps: union(incidentParts.openSteps),
    })
    .where(isPart(known));
}
