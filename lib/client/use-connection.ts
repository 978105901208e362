import { type QueryCache, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

const patienceMs = 15_000;

/** `live`: everything on screen was read as planned. `staleSince`: the oldest reading that could not be renewed. */
export type Connection = { state: 'live' | 'reconnecting' | 'stale'; staleSince: Date | null };

const live: Connection = { state: 'live', staleSince: null };

/** Whether what is on screen is still being renewed. */
export function useConnection(): Connection {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  const oldest = useSyncExternalStore(
    subscribe,
    () => oldestFailing(cache),
    () => null,
  );
  if (oldest === null) return live;
  if (oldest === 0) return { state: 'reconnecting', staleSince: null };
  const since = new Date(oldest);
  return Date.now() - oldest < patienceMs
    ? { state: 'reconnecting', staleSince: since }
    : { state: 'stale', staleSince: since };
}

/** When the oldest reading was taken whose renewal fails, 0 when it never came; null when all is well. */
function oldestFailing(cache: QueryCache): number | null {
  const failing = cache
    .findAll({ type: 'active' })
    .map(({ state }) => state)
    .filter((state) => state.fetchFailureCount > 0);
  return failing.length === 0 ? null : Math.min(...failing.map((state) => state.dataUpdatedAt));
}
