import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { listDefinitions } from '#lib/contract/endpoints/definitions';
import { cancelRun, getRun, listRuns, listSteps, readLogs, retryRun } from '#lib/contract/endpoints/runs';
import { endedRunStates, type LogPage, type Run, RunState, Trigger } from '#lib/contract/run';

export const runsRoom = 'runs';

/** Filters of the run list as the URL holds them; an unknown value counts as none. */
export type RunListFilter = {
  state: RunState | null;
  job: string | null;
  trigger: Trigger | null;
  after: string | null;
};

type SearchParams = { get: (name: string) => string | null };

export function runListFilter(search: SearchParams): RunListFilter {
  return {
    state: RunState.safeParse(search.get('state')).data ?? null,
    job: search.get('job') || null,
    trigger: Trigger.safeParse(search.get('trigger')).data ?? null,
    after: /^\d{1,18}$/.test(search.get('after') ?? '') ? search.get('after') : null,
  };
}

const liveMs = 2000;
const quietMs = 10_000;

export function isEnded(run: Pick<Run, 'state'>): boolean {
  return endedRunStates.includes(run.state);
}

const runsOfAPage = 50;

/** The filter as the list's route takes it. */
export function runListParams(filter: RunListFilter, limit = runsOfAPage) {
  return {
    limit,
    ...(filter.state ? { state: filter.state } : {}),
    ...(filter.job ? { job: filter.job } : {}),
    ...(filter.trigger ? { trigger: filter.trigger } : {}),
    ...(filter.after ? { after: filter.after } : {}),
  };
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

/** `live` while the run goes: every page that is open is read again. */
export function stepsQuery(id: string, live: boolean) {
  return infiniteQueryOptions({
    queryKey: [runsRoom, 'steps', id],
    queryFn: ({ signal, pageParam }) =>
      api(listSteps, { params: { id }, query: pageParam === null ? {} : { after: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    refetchInterval: live ? liveMs : false,
  });
}

const firstPage: string | null = null;

export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: ({ signal }) => api(listDefinitions, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const logPollMs = liveMs;
const linesOfAPage = 1000;

type LogQuery = { level?: string; step?: string };
type FullLogPage = LogPage & { full: boolean };

/** The last lines of a run's log, or those after a cursor. `full`: there may be more beyond the page. */
export async function logPage(
  id: string,
  { after, ...query }: LogQuery & { after: string | null },
  signal: AbortSignal,
): Promise<FullLogPage> {
  const place = after === null ? { tail: true } : { after };
  const page = await api(readLogs, { params: { id }, query: { ...query, ...place, limit: linesOfAPage }, signal });
  return { ...page, full: page.items.length === linesOfAPage };
}

/** The lines just before a cursor, oldest first. */
export async function earlierLogPage(id: string, query: LogQuery & { before: string }): Promise<FullLogPage> {
  const page = await api(readLogs, { params: { id }, query: { ...query, limit: linesOfAPage } });
  return { ...page, full: page.items.length === linesOfAPage };
}

export function cancel(id: string) {
  return api(cancelRun, { params: { id } });
}

export function retryFailed(id: string) {
  return api(retryRun, { params: { id } });
}
