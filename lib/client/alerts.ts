import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { acknowledgeAlert, alertSummary, IncidentState, listAlerts, testAlerts } from '#lib/contract/endpoints/alerts';

export const alertsRoom = 'alerts';

const everyMs = 15_000;
const alertsOfAPage = 30;

/** Which incidents the page shows, as the URL holds it; an unknown value counts as the open ones, newest first. */
export type AlertListFilter = { state: IncidentState; after: string | null };

type SearchParams = { get: (name: string) => string | null };

export function alertListFilter(search: SearchParams): AlertListFilter {
  const after = search.get('after') ?? '';
  return {
    state: IncidentState.safeParse(search.get('state')).data ?? 'open',
    after: /^\d{1,18}$/.test(after) ? after : null,
  };
}

/** The filter as the list's route takes it. */
export function alertListParams({ state, after }: AlertListFilter, limit = alertsOfAPage) {
  return { state, limit, ...(after === null ? {} : { after }) };
}

export function alertsQuery(filter: AlertListFilter, limit = alertsOfAPage) {
  const query = alertListParams(filter, limit);
  return queryOptions({
    queryKey: [alertsRoom, 'list', query],
    queryFn: ({ signal }) => api(listAlerts, { query, signal }),
    refetchInterval: everyMs,
  });
}

export const alertSummaryQuery = queryOptions({
  queryKey: [alertsRoom, 'summary'],
  queryFn: ({ signal }) => api(alertSummary, { signal }),
  refetchInterval: everyMs,
});

export function acknowledge(id: string) {
  return api(acknowledgeAlert, { params: { id } });
}

export function testChannels() {
  return api(testAlerts);
}
