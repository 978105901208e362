import { setImmediate as nextTurn } from 'node:timers/promises';
import { clockWentBack, cronProblem, decidedUntil, nextSlots, type StoredSlot } from '#lib/runtime/cron';
import type { EngineParts } from '#lib/runtime/engine-parts';

type Scheduled = StoredSlot & { id: string; job: string };

/** Slots computed in one turn of the event loop. */
const slotsAtOnce = 20;

type Sleeping = { id: string; job: string; cron: string; zone: string; enabled: boolean; cursorAt: Date };

/** The engine's look at itself: gives a schedule its next slot where it has none, and names what can never run. */
export async function checkEngine({ sql, jobs, resources, now }: EngineParts): Promise<string[]> {
  const sleeping = await sql<Sleeping[]>`
    select id, job, cron, zone, enabled, cursor_at as "cursorAt"
    from schedules
    where next_at is null
    order by id`;
  const problems: string[] = [];
  for (const schedule of sleeping) {
    const problem = cronProblem(schedule.cron, schedule.zone);
    if (problem === null) await wakeSchedule(sql, schedule);
    else if (schedule.enabled) problems.push(`Schedule ${schedule.id} is enabled but has no next slot: ${problem}`);
  }
  const scheduled = await sql<Scheduled[]>`
    select id, job, cron, zone, next_at as "nextAt"
    from schedules
    where enabled
    order by id`;
  problems.push(...(await clockProblems(scheduled, now())));
  const orphans = scheduled.filter(({ job }) => !jobs.has(job));
  problems.push(...orphans.map(({ id, job }) => `Schedule ${id} is enabled but there is no job "${job}".`));
  const stranded = await sql<{ job: string; runs: number }[]>`
    select job, count(*)::integer as runs
    from runs
    where state in ('pending', 'running', 'waiting')
    group by job
    order by job`;
  const orphanRuns = stranded.filter(({ job }) => !jobs.has(job));
  problems.push(
    ...orphanRuns.map(({ job, runs }) => `${runs} open run(s) of "${job}", a job that does not exist any more.`),
  );
  if (!resources.config.ENABLE_SCHEDULED_TASKS && scheduled.length > 0) {
    problems.push('All schedules are stopped by ENABLE_SCHEDULED_TASKS=false.');
  }
  return problems;
}

async function wakeSchedule(sql: EngineParts['sql'], { id, cron, zone, cursorAt }: Sleeping): Promise<void> {
  const [nextAt = null] = nextSlots(cron, zone, cursorAt, 1);
  await sql`update schedules set next_at = ${nextAt} where id = ${id} and next_at is null`;
}

async function clockProblems(scheduled: Scheduled[], now: Date): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, schedule] of scheduled.entries()) {
    if (index % slotsAtOnce === slotsAtOnce - 1) await nextTurn();
    const until = decidedUntil(schedule, now);
    if (until) problems.push(`Schedule ${schedule.id} starts nothing for now: ${clockWentBack(until)}.`);
  }
  return problems;
}
