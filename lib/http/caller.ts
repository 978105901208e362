import type { Endpoint } from '#lib/contract/endpoint';
import type { Trigger } from '#lib/contract/run';
import { AppError } from '#lib/errors';

/** Who asks. `trigger` is what the runs that they start are marked with. */
export type Caller = { name: string | null; trigger: Trigger; idempotencyKey: string | undefined };

/**
 * The one place that decides whether the caller may use an endpoint. Nobody signs in yet: the server listens on
 * loopback alone, and whoever reaches it there may do everything, whatever `access` says.
 */
export function callerOf(request: Request, _endpoint: Pick<Endpoint, 'access'>): Caller {
  return { name: null, trigger: triggerOf(request), idempotencyKey: idempotencyKeyOf(request) };
}

/** Browsers send Sec-Fetch-Site and cannot be made to forge it; the command line names itself. */
function triggerOf(request: Request): Trigger {
  if (request.headers.has('sec-fetch-site')) return 'hand';
  return request.headers.get('user-agent')?.startsWith('fluxion-cli/') ? 'cli' : 'api';
}

const printable = /^[\x21-\x7e]{1,200}$/;

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (printable.test(key)) return key;
  throw new AppError('invalid_input', 'The Idempotency-Key header is not valid.', {
    details: [{ path: 'Idempotency-Key', message: 'expected 1 to 200 visible ASCII characters' }],
  });
}
