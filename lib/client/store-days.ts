import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import type { Cell } from '#lib/client/matrix';
import type { DaySelection } from '#lib/client/matrix-selection';
import { runsRoom } from '#lib/client/runs';
import { listRuns, retryNow } from '#lib/contract/endpoints/runs';
import { commentStoreDay, markDays, storeDayDetail, undoLoad, unmarkDays } from '#lib/contract/endpoints/store-days';
import type { StoreId } from '#lib/contract/store';
import type { DayMark, StoreDayDetail } from '#lib/contract/store-day-detail';

/** A room of its own: opening a store-day must not read the whole of sales again. */
export const storeDaysRoom = 'storeDays';

const quietMs = 15_000;
const liveMs = 2000;

export function storeDayQuery({ storeId, day }: Cell) {
  return queryOptions({
    queryKey: [storeDaysRoom, storeId, day],
    queryFn: ({ signal }) => api(storeDayDetail, { params: { id: storeId, day }, signal }),
    staleTime: 5000,
    refetchInterval: ({ state }) => (state.data?.active ? liveMs : quietMs),
  });
}

/** For a glance: read once, and kept while the pointer wanders. */
export function storeDayGlanceQuery(cell: Cell) {
  return { ...storeDayQuery(cell), staleTime: quietMs, refetchInterval: false as const };
}

export type MarkKind = DayMark['kind'];

export function markSelection({ stores, from, to }: DaySelection, kind: MarkKind, reason: string) {
  return api(markDays, { body: { stores, from, to, kind, reason } });
}

export function unmarkSelection({ stores, from, to }: DaySelection) {
  return api(unmarkDays, { body: { stores, from, to } });
}

export function commentOn({ storeId, day }: Cell, text: string) {
  return api(commentStoreDay, { params: { id: storeId, day }, body: { text } });
}

/** Brings back what the last load of a day replaced. An empty reason is none. */
export function undoLoadOf({ storeId, day }: Cell, reason: string) {
  return api(undoLoad, { params: { id: storeId, day }, body: reason === '' ? {} : { reason } });
}

/** The next try of a store-day, without waiting for its time. */
export function retryStepNow({ runId, stepId }: NonNullable<StoreDayDetail['active']>) {
  return api(retryNow, { params: { id: runId }, body: { steps: [stepId] } });
}

export function selectionOf({ storeId, day }: Cell): DaySelection {
  return { stores: [storeId], from: day, to: day };
}

const runsShown = 6;

/** The last runs that worked on a store. */
export function runsOfStoreQuery(storeId: StoreId) {
  return queryOptions({
    queryKey: [runsRoom, 'list', 'of store', storeId],
    queryFn: ({ signal }) => api(listRuns, { query: { store: storeId, limit: runsShown }, signal }),
    refetchInterval: quietMs,
  });
}
