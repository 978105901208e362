import { cronWords } from '#lib/client/cron-words';
import type { MissedPolicy, Schedule, ScheduleChange } from '#lib/contract/schedule';

/** A schedule as a form holds it: text everywhere, empty meaning as the job says. */
export type ScheduleDraft = {
  cron: string;
  zone: string;
  retries: string;
  retryMinutes: string;
  missed: MissedPolicy;
  graceMinutes: string;
  parallel: string;
};

export function scheduleDraftOf(schedule: Schedule): ScheduleDraft {
  const { cron, zone, retries, retryMinutes, missed, graceMinutes, parallel } = schedule;
  return {
    cron,
    zone,
    retries: retries?.toString() ?? '',
    retryMinutes: retryMinutes?.toString() ?? '',
    missed,
    graceMinutes: String(graceMinutes),
    parallel: parallel?.toString() ?? '',
  };
}

export function scheduleChangeOf({
  retries,
  retryMinutes,
  graceMinutes,
  parallel,
  ...draft
}: ScheduleDraft): ScheduleChange {
  return {
    ...draft,
    retries: numberOrNull(retries),
    retryMinutes: numberOrNull(retryMinutes),
    graceMinutes: Number(graceMinutes),
    parallel: numberOrNull(parallel),
  };
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

/** `05:00` of a cron that is one daily time, null of every other. */
export function dailyClockOf(cron: string): string | null {
  const words = cronWords(cron);
  return words.kind === 'daily' ? words.clock : null;
}

export function dailyCronOf(clock: string): string {
  const [hour = '0', minute = '0'] = clock.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}
