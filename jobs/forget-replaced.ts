import { z } from 'zod';
import type { Config } from '#lib/config';
import { defineJob, type Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';
import { salesDataset } from '#lib/sales/sales-dataset';

const msPerDay = 86_400_000;

/** Lets go of replaced slices that can no longer be brought back. */
export const forgetReplacedJob = ({ KEEP_REPLACED_DAYS: days }: Config): Job =>
  defineJob({
    name: 'warehouse.forget-replaced',
    summary: {
      es: 'Borra las cargas reemplazadas cuyo plazo para deshacer ya pasó.',
      en: 'Lets go of replaced loads that can no longer be undone.',
    },
    input: z.strictObject({}),
    parallel: 1,
    retries: { times: 1, everyMinutes: 10 },
    timeoutMinutes: 30,
    needs: 'warehouse',

    plan: async () => [{ key: salesDataset.name }],

    step: async ({ warehouse, log }) => {
      const slices = await warehouse.forgetReplaced(salesDataset, new Date(Date.now() - days * msPerDay));
      log('info', `${slices} replaced slices are gone for good.`, { code: 'warehouse.forgotten', params: { slices } });
      return { slices };
    },
  });

/** At night, before the loads. */
export const forgetReplacedSchedule = (config: Config): StoredSchedule => ({
  id: 'warehouse.forget-replaced',
  job: 'warehouse.forget-replaced',
  cron: '10 4 * * *',
  zone: config.FLUXION_ZONE,
  enabled: true,
  missed: 'last',
  graceMinutes: 12 * 60,
  overlap: 'skip',
  retries: null,
  retryMinutes: null,
  input: {},
});
