import { type QueryCache, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

const patienceMs = 15_000;

/** `live`: everything on screen was read as planned. `staleSince`: the oldest reading that could not be renewed. */
export type Connection = { state: 'live' | 'reconnecting' | 'stale'; staleSince: string | null };

const live: Connection = { state: 'live', staleSince: null };
const reconnecting: Connection = { state: 'reconnecting', staleSince: null };

/** Whether what is on screen is still being renewed. */
export function useConnection(): Connection {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  const seen = useSyncExternalStore(
    subscribe,
    () => connectionOf(cache),
    () => 'live' as const,
  );
  if (seen === 'live') return live;
  return seen === 'reconnecting' ? reconnecting : { state: 'stale', staleSince: new Date(seen).toISOString() };
}

/** A plain value, so that it is compared by value: the instant of the oldest reading once patience has run out. */
function connectionOf(cache: QueryCache): 'live' | 'reconnecting' | number {
  const failing = cache
    .findAll({ type: 'active' })
    .map(({ state }) => state)
    .filter((state) => state.fetchFailureCount > 0);
  if (failing.length === 0) return 'live';
  const oldest = Math.min(...failing.map((state) => state.dataUpdatedAt));
  return oldest === 0 || Date.now() - oldest < patienceMs ? 'reconnecting' : oldest;
}
