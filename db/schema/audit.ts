import { sql } from 'drizzle-orm';
import { bigint, index, json, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AuditActor, AuditOutcome } from '#lib/contract/audit';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * What was done, an act a row. Triggers (migration audit) refuse every change but one: filling the empty seal.
 * `json` and not `jsonb`: it keeps the text as it was written, and the text is what the seal hashes.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull().defaultNow(),
    actorKind: text('actor_kind').$type<AuditActor['kind']>().notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    act: text('act').notNull(),
    outcome: text('outcome').$type<AuditOutcome>().notNull(),
    objectKind: text('object_kind'),
    objectId: text('object_id'),
    input: json('input'),
    before: json('before'),
    after: json('after'),
    reason: text('reason'),
    address: text('address'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    /** Its place in the chain, counted from 1 in the order of sealing: that of the commits, which is not that of the ids. */
    sealNumber: bigint('seal_number', { mode: 'number' }),
    previousHash: text('previous_hash'),
    hash: text('hash'),
    sealedAt: instant('sealed_at'),
  },
  (table) => [
    // Without what is not sealed: the sealer would find the dead versions of all it ever sealed there.
    uniqueIndex('audit_entries_seal').on(table.sealNumber).where(sql`seal_number is not null`),
    index('audit_entries_unsealed').on(table.id).where(sql`seal_number is null`),
    index('audit_entries_at').on(table.at),
    index('audit_entries_act').on(table.act, table.id),
    index('audit_entries_object').on(table.objectKind, table.objectId, table.id),
    index('audit_entries_actor').on(table.actorName, table.id),
  ],
);
