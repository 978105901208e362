'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newRuns, type RunListFilter, rowsInPlace, runsToFollow } from '#lib/client/run-list';
import { runQuery, runsQuery } from '#lib/client/runs';
import type { RunPage } from '#lib/contract/run';

const noRuns: RunPage = { items: [], next: null };

/** The run list as it stands on screen: its rows are renewed in place, and what came since waits to be shown. */
export function useRunList(filter: RunListFilter) {
  const key = JSON.stringify(filter);
  const query = useQuery({ ...runsQuery(filter), placeholderData: keepPreviousData });
  const [held, setHeld] = useState<{ key: string; page: RunPage } | null>(null);
  const newest = query.data ?? noRuns;
  const arrived = query.data && !query.isPlaceholderData;
  // An empty list has no rows to keep in place: what comes is shown at once.
  if (arrived && (held?.key !== key || (held.page.items.length === 0 && newest.items.length > 0))) {
    setHeld({ key, page: newest });
  }
  const shown = held?.page ?? newest;
  const alone = useQueries({ queries: runsToFollow(shown.items, newest.items).map((id) => runQuery(id)) });
  const followed = alone.flatMap(({ data }) => (data ? [data] : []));
  return {
    query,
    key,
    rows: rowsInPlace(shown.items, newest.items, followed),
    next: shown.next,
    /** The rows belong to the filter before. */
    changing: query.isPlaceholderData,
    arrivals: filter.after === null && held?.key === key ? newRuns(shown, newest) : { count: 0, more: false },
    showNewest: () => setHeld({ key, page: newest }),
  };
}
