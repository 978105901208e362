import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '#lib/client/api';
import { choiceOnWire, type RunListFilter, runListParams, runsOfAPage } from '#lib/client/run-list';
import { listDefinitions } from '#lib/contract/endpoints/definitions';
import {
  actOnRuns,
  cancelRun,
  commentRun,
  getRun,
  listRunComments,
  listRuns,
  listSteps,
  matchingRuns,
  pauseRun,
  previousRun,
  type RunAct,
  type RunActName,
  resumeRun,
  retryNow,
  retryRun,
  startRun,
} from '#lib/contract/endpoints/runs';
import { endedRunStates, type Run } from '#lib/contract/run';

export const runsRoom = 'runs';

/** A job as it runs by itself: told nothing. */
export function runJob(job: string) {
  return api(startRun, { body: { job } });
}

const liveMs = 2000;
const quietMs = 10_000;

export function isEnded(run: Pick<Run, 'state'>): boolean {
  return endedRunStates.includes(run.state);
}

export function runsQuery(filter: RunListFilter, limit = runsOfAPage) {
  const query = runListParams(filter, limit);
  return queryOptions({
    queryKey: [runsRoom, 'list', query],
    queryFn: ({ signal }) => api(listRuns, { query, signal }),
    // Older pages do not change by themselves; on the first one a run may be going.
    refetchInterval: ({ state }) =>
      filter.after ? false : state.data?.items.some((run) => !isEnded(run)) ? liveMs : quietMs,
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: [runsRoom, 'run', id],
    queryFn: ({ signal }) => api(getRun, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : liveMs),
  });
}

/** Steps of a page, and of how many pages a run is shown. */
const stepsOfAPage = 1000;
export const mostSteps = 10 * stepsOfAPage;

/** `live` while the run goes: every page that is open is read again, the less often the more they are. */
export function stepsQuery(id: string, live: boolean) {
  return infiniteQueryOptions({
    queryKey: [runsRoom, 'steps', id],
    queryFn: ({ signal, pageParam }) =>
      api(listSteps, {
        params: { id },
        query: { limit: stepsOfAPage, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => (live ? liveMs * Math.max(1, state.data?.pages.length ?? 1) : false),
  });
}

const firstPage: string | null = null;

export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: ({ signal }) => api(listDefinitions, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function cancel(id: string) {
  return api(cancelRun, { params: { id } });
}

export function retryFailed(id: string) {
  return api(retryRun, { params: { id } });
}

export function pause(id: string) {
  return api(pauseRun, { params: { id } });
}

export function resume(id: string) {
  return api(resumeRun, { params: { id } });
}

/** Without `steps` all that wait. */
export function tryNow(id: string, steps?: string[]) {
  return api(retryNow, { params: { id }, body: steps ? { steps } : {} });
}

export function previousRunQuery(id: string) {
  return queryOptions({
    queryKey: [runsRoom, 'previous', id],
    queryFn: ({ signal }) => api(previousRun, { params: { id }, signal }),
    staleTime: 60_000,
  });
}

export function runCommentsQuery(id: string) {
  return queryOptions({
    queryKey: [runsRoom, 'comments', id],
    queryFn: ({ signal }) => api(listRunComments, { params: { id }, signal }),
    refetchInterval: 30_000,
  });
}

export function commentOnRun(id: string, text: string) {
  return api(commentRun, { params: { id }, body: { text } });
}

/** How many runs that match a filter an act would touch. */
export function matchingQuery(act: RunActName, filter: RunListFilter) {
  const query = { act, ...choiceOnWire(filter) };
  return queryOptions({
    queryKey: [runsRoom, 'matching', query],
    queryFn: ({ signal }) => api(matchingRuns, { query, signal }),
  });
}

export function actOnMany(body: z.input<typeof RunAct>) {
  return api(actOnRuns, { body });
}
