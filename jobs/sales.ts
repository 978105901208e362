import type { Config } from '#lib/config';
import { SalesLoad } from '#lib/contract/sales';
import { defineJob, type Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';
import { leftOutWords } from '#lib/sales/choose-store-days';
import { keepDailySummary } from '#lib/sales/daily-summary';
import { loadStoreDay } from '#lib/sales/load-store-day';
import { planLoad } from '#lib/sales/plan-load';
import { storeDayOf } from '#lib/sales/store-day';

/** Loads store-days, one step each; loading a day again replaces it. */
export const salesLoad = (config: Config, now: () => Date = () => new Date()): Job =>
  defineJob({
    name: 'sales.load',
    summary: {
      es: 'Carga las ventas de las tiendas, día por día, y comprueba que estén completas.',
      en: 'Loads the sales of the stores, day by day, and proves that they are whole.',
    },
    input: SalesLoad,
    parallel: config.ETL_PARALLEL_STORES,
    retries: { times: config.ETL_MAX_RETRIES, everyMinutes: config.ETL_RETRY_INTERVAL_MINUTES },
    timeoutMinutes: 10,
    needs: 'warehouse',

    async check({ db, today }, load) {
      await planLoad(db, { load, today, healDays: config.ETL_HEAL_DAYS });
    },

    async plan({ db, today, log }, load) {
      const { steps, leftOut, period } = await planLoad(db, { load, today, healDays: config.ETL_HEAL_DAYS });
      const message = `${steps.length} store-days from ${period.from} to ${period.to}, ${leftOut.length} left out.`;
      log('info', message, {
        code: 'sales.planned',
        params: { ...period, planned: steps.length, leftOut: leftOut.length },
      });
      for (const [why, days] of Map.groupBy(leftOut, (day) => day.why)) {
        const text = `${days.length} store-days left out: ${leftOutWords[why]}.`;
        log('debug', text, { code: `sales.left_${why}`, params: { days: days.length } });
      }
      return steps;
    },

    step: (context, { key }) => loadStoreDay(context, storeDayOf(key), now),

    // The schedule's own work, also when a person starts it; a period of days is another matter.
    finish: async (tx, end, load) => (load.from || load.stores ? undefined : keepDailySummary(tx, end)),
  });

/** 23 hours of grace: a night's outage loses no day. */
const graceMinutes = 23 * 60;

/** The schedule's first values; what a person stores wins afterwards. */
export const salesSchedule = (config: Config): StoredSchedule => ({
  id: 'sales.load',
  job: 'sales.load',
  cron: `${config.ETL_EXECUTION_MINUTE} ${config.ETL_EXECUTION_HOUR} * * *`,
  zone: config.FLUXION_ZONE,
  enabled: true,
  missed: 'last',
  graceMinutes,
  overlap: 'skip',
  retries: config.ETL_MAX_RETRIES,
  retryMinutes: config.ETL_RETRY_INTERVAL_MINUTES,
  input: {},
});
