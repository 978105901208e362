import type { Config } from '#lib/config';
import { StockLoad } from '#lib/contract/stock';
import { defineJob, type Job } from '#lib/runtime/define-job';
import type { StoredSchedule } from '#lib/runtime/save-schedule';
import { loadStoreStock } from '#lib/stock/load-store-stock';
import { planStock } from '#lib/stock/plan-stock';

const retries = { times: 2, everyMinutes: 10 };

/** Takes a snapshot of each store's whole stock, one step each; it replaces the one before. */
export const stockLoad = (config: Config, now: () => Date = () => new Date()): Job =>
  defineJob({
    name: 'stock.load',
    summary: {
      es: 'Toma el inventario completo de cada tienda y comprueba que haya llegado entero.',
      en: 'Takes the whole stock of each store and proves that it arrived whole.',
    },
    input: StockLoad,
    parallel: config.ETL_PARALLEL_STORES,
    retries,
    timeoutMinutes: 10,
    needs: 'warehouse',

    async check({ db }, load) {
      await planStock(db, load);
    },

    async plan({ db, log }, load) {
      const steps = await planStock(db, load);
      log('info', `The stock of ${steps.length} stores.`, { code: 'stock.planned', params: { stores: steps.length } });
      return steps;
    },

    step: (context, { key }) => loadStoreStock(context, key, now),
  });

/** After the sales of the night are in. Grace of a working day: a snapshot is of now, whenever that is. */
export const stockSchedule = (config: Config): StoredSchedule => ({
  id: 'stock.load',
  job: 'stock.load',
  cron: '30 6 * * *',
  zone: config.FLUXION_ZONE,
  enabled: true,
  missed: 'last',
  graceMinutes: 8 * 60,
  overlap: 'skip',
  retries: retries.times,
  retryMinutes: retries.everyMinutes,
  input: {},
});
