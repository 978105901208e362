import type { z } from 'zod';
import { type CallParts, callEndpoint } from '#lib/contract/call';
import type { Endpoint } from '#lib/contract/endpoint';

/** The browser's only fetch: same origin, the agreed shape, or a `CallError`. */
export function api<E extends Endpoint>(
  endpoint: E,
  ...parts: Record<never, never> extends CallParts<E> ? [parts?: CallParts<E>] : [parts: CallParts<E>]
): Promise<z.output<E['answer']>> {
  return callEndpoint((url, options) => fetch(url, options), '', endpoint, ...parts);
}
