import { addressHeader } from '#lib/access/client-address';
import type { Identity } from '#lib/access/identity';
import { includesRole } from '#lib/contract/access';
import type { AuditActor } from '#lib/contract/audit';
import type { Endpoint } from '#lib/contract/endpoint';
import { metrics } from '#lib/contract/endpoints/health';
import type { Trigger } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { refuseForeignCaller } from '#lib/http/same-origin';
import type { Runtime } from '#lib/runtime/current';

/** Who asks. `trigger` is what the runs that they start are marked with. */
export type Caller = {
  name: string | null;
  /** Null at public endpoints for whoever is not signed in. */
  identity: Identity | null;
  actor: AuditActor;
  address: string | null;
  userAgent: string | null;
  trigger: Trigger;
  idempotencyKey: string | undefined;
  /** As they came: signing in reads and answers cookies. */
  headers: Headers;
};

export type Program = Pick<Runtime, 'access' | 'config'>;

/** Who asks, as far as it is known; whether they may is `admit`'s to say. Throws `unauthorized` for a key that opens nothing. */
export async function callerOf({ access, config }: Program, request: Request): Promise<Caller> {
  const { headers } = request;
  const identity = await access.identify(headers);
  refuseForeignCaller(request, { hasSession: identity?.kind === 'person', config });
  return {
    name: identity?.name ?? null,
    identity,
    actor: identity
      ? { kind: identity.kind, id: identity.id, name: identity.name }
      : { kind: 'nobody', id: null, name: null },
    address: headers.get(addressHeader),
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
    trigger: triggerOf(headers),
    idempotencyKey: idempotencyKeyOf(headers),
    headers,
  };
}

/** The one place that decides whether a caller may use an endpoint. */
export function admit(
  program: Pick<Runtime, 'access'>,
  { identity, address }: Pick<Caller, 'identity' | 'address'>,
  { access, path }: Pick<Endpoint, 'access' | 'path'>,
): void {
  if (access === 'public') return;
  if (path === metrics.path && program.access.isScraper(address)) return;
  if (!identity) throw new AppError('unauthorized', 'Sign in, or send a key: "Authorization: Bearer flx_…".');
  if (includesRole(identity.role, access)) return;
  const params = { needed: access, held: identity.role };
  throw new AppError('forbidden', `This takes the role ${access}; ${identity.name} is ${identity.role}.`, { params });
}

/** Browsers send Sec-Fetch-Site and cannot be made to forge it; the command line names itself. */
function triggerOf(headers: Headers): Trigger {
  if (headers.has('sec-fetch-site')) return 'hand';
  return headers.get('user-agent')?.startsWith('fluxion-cli/') ? 'cli' : 'api';
}

const printable = /^[\x21-\x7e]{1,200}$/;

function idempotencyKeyOf(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key');
  if (key === null) return undefined;
  if (printable.test(key)) return key;
  throw new AppError('invalid_input', 'The Idempotency-Key header is not valid.', {
    details: [{ path: 'Idempotency-Key', message: 'expected 1 to 200 visible ASCII characters' }],
  });
}
