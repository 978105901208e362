import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { everyRun, type RunListFilter } from '#lib/client/run-list';
import { etlSchedulerStatus, triggerEtl } from '#lib/contract/endpoints/etl';
import { dailySummaries, salesOverview } from '#lib/contract/endpoints/gaps';

export const salesRoom = 'sales';
const salesJob = 'sales.load';

const everyMs = 10_000;

export const overviewQuery = queryOptions({
  queryKey: [salesRoom, 'overview'],
  queryFn: ({ signal }) => api(salesOverview, { signal }),
  refetchInterval: everyMs,
});

export const schedulerQuery = queryOptions({
  queryKey: [salesRoom, 'scheduler'],
  queryFn: ({ signal }) => api(etlSchedulerStatus, { signal }),
  refetchInterval: everyMs,
});

/** Of the last two weeks, newest first. */
export const summariesQuery = queryOptions({
  queryKey: [salesRoom, 'summaries'],
  queryFn: ({ signal }) => api(dailySummaries, { query: { limit: 14 }, signal }),
  refetchInterval: 60_000,
});

export function runDailyLoad() {
  return api(triggerEtl);
}

/** The newest run of the daily load's job, whoever started it. */
export const lastLoadFilter: RunListFilter = { ...everyRun, job: salesJob };
