import type { ProblemDetail } from '#lib/contract/problem';
import type { ScheduleSettings } from '#lib/contract/schedule';
import { zodDetails } from '#lib/http/zod-details';
import { cronProblem } from '#lib/runtime/cron';
import type { Job } from '#lib/runtime/define-job';

type Jobs = ReadonlyMap<string, Job>;

/** What stands against keeping this schedule: an unknown job, a cron that never fires, an input its job refuses. */
export function scheduleProblems(schedule: ScheduleSettings & { job: string }, jobs: Jobs): ProblemDetail[] {
  const job = jobs.get(schedule.job);
  const cron = cronProblem(schedule.cron, schedule.zone);
  return [
    ...(job ? inputProblems(job, schedule.input) : [{ path: 'job', message: `there is no job ${schedule.job}` }]),
    ...(cron ? [{ path: 'cron', message: cron }] : []),
  ];
}

function inputProblems(job: Job, input: unknown): ProblemDetail[] {
  const parsed = job.input.safeParse(input);
  return parsed.success ? [] : zodDetails(parsed.error, ['input']);
}
