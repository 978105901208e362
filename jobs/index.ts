import { salesLoad, salesSchedule } from '#jobs/sales';
import type { Config } from '#lib/config';
import type { Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';

/** Everything that this program can do by itself. */
export const jobs = (config: Config): Job[] => [salesLoad(config)];

/** When it does it, on a control plane that has no schedules yet. */
export const firstSchedules = (config: Config): StoredSchedule[] => [salesSchedule(config)];
