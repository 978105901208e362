import { z } from 'zod';
import type { Config } from '#lib/config';
import { SalesDriftCheck } from '#lib/contract/sales';
import { AppError } from '#lib/errors';
import { defineJob, type Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';
import { checkDrift } from '#lib/sales/check-drift';
import { badDriftPeriod, planDriftChecks } from '#lib/sales/plan-drift-checks';

const Days = z.array(z.string());

/** Compares days that are here with their sources once more, one step for each store; it changes no sales. */
export const salesDriftCheck = (config: Config): Job =>
  defineJob({
    name: 'sales.check-drift',
    summary: {
      es: 'Compara otra vez los días verificados con las tiendas y avisa si algo cambió.',
      en: 'Compares verified days with the stores once more, and says what has changed.',
    },
    input: SalesDriftCheck,
    parallel: config.ETL_PARALLEL_STORES,
    retries: { times: config.ETL_MAX_RETRIES, everyMinutes: config.ETL_RETRY_INTERVAL_MINUTES },
    timeoutMinutes: 10,
    needs: 'warehouse',

    async check({ db, today }, asked) {
      const problem = badDriftPeriod(asked, today);
      if (problem) {
        const message = `The days cannot be compared: ${problem.message}.`;
        throw new AppError('invalid_input', message, { details: [problem] });
      }
      await planDriftChecks(db, asked, today);
    },

    plan: ({ db, today }, asked) => planDriftChecks(db, asked, today),

    step: (context, { key, input }) => checkDrift(context, { storeId: key, days: Days.parse(input) }),
  });

/** After the load has had its slot and its retries. A night's outage loses no comparison: a day is compared late. */
export const driftSchedule = (config: Config): StoredSchedule => ({
  id: 'sales.check-drift',
  job: 'sales.check-drift',
  cron: '30 6 * * *',
  zone: config.FLUXION_ZONE,
  enabled: true,
  missed: 'last',
  graceMinutes: 12 * 60,
  overlap: 'skip',
  retries: null,
  retryMinutes: null,
  input: {},
});
