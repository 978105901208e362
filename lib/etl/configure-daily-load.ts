import type { EtlSchedulerConfig, EtlSchedulerStatus } from '#lib/contract/sales';
import type { ScheduleChange } from '#lib/contract/schedule';
import { dailyLoadId } from '#lib/etl/daily-load';
import { schedulerStatus } from '#lib/etl/scheduler-status';
import { invalidInput } from '#lib/http/zod-details';
import { dailyTimeOf } from '#lib/runtime/cron';
import type { Runtime } from '#lib/runtime/current';
import { changeSchedule } from '#lib/schedules/change-schedule';

type Program = Pick<Runtime, 'db' | 'engine' | 'config'>;

/** Changes hour, minute and retries, those that are given, and answers the status. */
export async function configureDailyLoad(program: Program, config: EtlSchedulerConfig): Promise<EtlSchedulerStatus> {
  const { max_retries: retries, retry_interval_minutes: retryMinutes } = config;
  await changeSchedule(program, await dailyLoadId(program.db), ({ cron }) => ({
    cron: cronWith(cron, config),
    ...(retries === undefined ? {} : { retries }),
    ...(retryMinutes === undefined ? {} : { retryMinutes }),
  }));
  return schedulerStatus(program);
}

export async function switchDailyLoad(program: Program, enabled: boolean): Promise<EtlSchedulerStatus> {
  const change: ScheduleChange = { enabled };
  await changeSchedule(program, await dailyLoadId(program.db), () => change);
  return schedulerStatus(program);
}

/** One of the two times is enough while the schedule is one daily time. */
function cronWith(cron: string, { execution_hour, execution_minute }: EtlSchedulerConfig): string {
  if (execution_hour === undefined && execution_minute === undefined) return cron;
  const now = dailyTimeOf(cron);
  const [hour, minute] = [execution_hour ?? now?.hour, execution_minute ?? now?.minute];
  if (hour !== undefined && minute !== undefined) return `${minute} ${hour} * * *`;
  const missing = hour === undefined ? 'execution_hour' : 'execution_minute';
  throw invalidInput([{ path: missing, message: `the schedule is "${cron}", not one daily time: give both` }]);
}
