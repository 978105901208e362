import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { listKeys, makeKey, type NewKey, revokeKey } from '#lib/contract/endpoints/people';
import type { Id } from '#lib/contract/page';

export const keysRoom = 'keys';

/** One's own; an administrator reads everybody's. */
export const keysQuery = queryOptions({
  queryKey: [keysRoom, 'list'],
  queryFn: ({ signal }) => api(listKeys, { signal }),
  refetchInterval: 60_000,
});

export function makeNewKey(body: NewKey) {
  return api(makeKey, { body });
}

export function revoke(id: Id, reason: string) {
  return api(revokeKey, { params: { id }, query: { reason } });
}

/** How a key is used from a terminal. */
export function curlOf(origin: string, key: string): string {
  return `curl -H 'Authorization: Bearer ${key}' ${origin}/api/session`;
}
