import { randomUUID } from 'node:crypto';

const acceptable = /^[\w.:-]{1,100}$/;

/** The caller's `x-request-id` when it can stand in a log line as it is, a new one otherwise. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given !== null && acceptable.test(given) ? given : randomUUID();
}
