import { z } from 'zod';
import type { Endpoint } from '#lib/contract/endpoint';
import { Id, Instant } from '#lib/contract/page';

/** `refused`: the role was too low, or a sign-in failed. `failed`: it was tried and something broke. */
export const AuditOutcome = z.enum(['done', 'refused', 'failed']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

export const AuditActor = z.object({
  /** `nobody`: not signed in. `system`: the program itself. */
  kind: z.enum(['person', 'key', 'nobody', 'system']),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
export type AuditActor = z.infer<typeof AuditActor>;

/** One act on record: who did what to which object, before and after, from where, and why. Secrets are never in it. */
export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actor: AuditActor,
  /** `actOf` of the endpoint. */
  act: z.string(),
  outcome: AuditOutcome,
  object: z.object({ kind: z.string(), id: z.string() }).nullable(),
  input: z.unknown(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Its place in the chain; null until it is sealed, within a second or so. */
  seal: z.object({ number: z.int(), hash: z.string() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What walking the whole chain found. */
export const AuditVerification = z.object({
  whole: z.boolean(),
  sealed: z.int(),
  /** Entries that are not in the chain yet. */
  unsealed: z.array(Id),
  /** The first place where the chain is broken, and what is wrong there. */
  broken: z.object({ number: z.int(), entry: Id.nullable(), message: z.string() }).nullable(),
  /** Of the newest seal: written down elsewhere, it proves later that nothing before it was changed. */
  head: z.object({ number: z.int(), hash: z.string() }).nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

/** The name of what an endpoint does: `post.runs.cancellation`. */
export function actOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  const names = path.split('/').filter((part) => part !== '' && part !== 'api' && !part.startsWith('{'));
  return [method.toLowerCase(), ...names].join('.');
}
