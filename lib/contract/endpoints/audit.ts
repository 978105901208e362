import { z } from 'zod';
import { AuditEntry, AuditOutcome, AuditVerification } from '#lib/contract/audit';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Instant, pageOf } from '#lib/contract/page';
import { Cursor, limitOf } from '#lib/contract/query';

export const AuditChoice = z.strictObject({
  /** Part of the name of who did it. */
  who: z.string().trim().min(1).max(100).optional(),
  act: z
    .string()
    .regex(/^[a-z][a-z.-]{0,99}$/, 'expected an act such as post.runs.cancellation')
    .optional(),
  outcome: AuditOutcome.optional(),
  /** `store` or `store:tienda_01`. */
  object: z.string().min(1).max(200).optional(),
  since: Instant.optional(),
  until: Instant.optional(),
});
export type AuditChoice = z.infer<typeof AuditChoice>;

export const AuditFilter = AuditChoice.extend({ after: Cursor.optional(), limit: limitOf(50, 200) });
export type AuditFilter = z.infer<typeof AuditFilter>;

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit',
  access: 'admin',
  summary: 'Who did what, the newest first.',
  query: AuditFilter,
  answer: pageOf(AuditEntry),
});

/** A head as `number:hash`, from an earlier verification. */
const KnownHead = z
  .string()
  .regex(/^[1-9]\d{0,14}:[0-9a-f]{64}$/, 'expected the number and the hash of a head, with a colon between them')
  .transform((text) => ({ number: Number(text.split(':')[0]), hash: text.slice(text.indexOf(':') + 1) }));

export const verifyAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit/verification',
  access: 'admin',
  summary: 'Walks the whole chain: says where it is broken, and which entries are not sealed yet.',
  query: z.strictObject({ head: KnownHead.optional() }),
  answer: AuditVerification,
});
