import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import type { RunListFilter } from '#lib/client/runs';
import type { Day } from '#lib/contract/day';
import { disableEtlScheduler, enableEtlScheduler, etlSchedulerStatus, triggerEtl } from '#lib/contract/endpoints/etl';
import { salesOverview } from '#lib/contract/endpoints/gaps';
import { startRun } from '#lib/contract/endpoints/runs';
import type { LoadMode } from '#lib/contract/sales';
import type { StoreId } from '#lib/contract/store';

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

export function switchDailyLoad(on: boolean) {
  return api(on ? enableEtlScheduler : disableEtlScheduler);
}

export function runDailyLoad() {
  return api(triggerEtl);
}

/** `SalesLoad` as the pages send it: always a period. */
export type LoadRequest = {
  stores?: StoreId[];
  from: Day;
  to: Day;
  mode: LoadMode;
  confirm?: boolean;
  reason?: string;
};

/** A load by hand goes before recoveries. */
export function loadPeriod(load: LoadRequest) {
  return api(startRun, { body: { job: salesJob, input: load } });
}

/** Fills what is missing in a period; it gives way to the daily load and to loads by hand. */
export function recoverPeriod({ stores, from, to }: Required<Pick<LoadRequest, 'stores' | 'from' | 'to'>>) {
  return api(startRun, { body: { job: salesJob, recovery: true, input: { stores, from, to, mode: 'missing' } } });
}

/** The newest run of the daily load's job, whoever started it. */
export const lastLoadFilter: RunListFilter = { job: salesJob, state: null, trigger: null, after: null };
