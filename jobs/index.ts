import { driftSchedule, salesDriftCheck } from '#jobs/check-drift';
import { forgetReplacedJob, forgetReplacedSchedule } from '#jobs/forget-replaced';
import { salesLoad, salesSchedule } from '#jobs/sales';
import { stockLoad, stockSchedule } from '#jobs/stock';
import { salesUndoLoad } from '#jobs/undo-load';
import type { Config } from '#lib/config';
import type { Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';

/** Everything that this program can do by itself. */
export const jobs = (config: Config): Job[] => [
  salesLoad(config),
  salesUndoLoad,
  salesDriftCheck(config),
  stockLoad(config),
  forgetReplacedJob(config),
];

/** When it does it, on a control plane that has no schedules yet. */
export const firstSchedules = (config: Config): StoredSchedule[] => [
  salesSchedule(config),
  driftSchedule(config),
  stockSchedule(config),
  forgetReplacedSchedule(config),
];
