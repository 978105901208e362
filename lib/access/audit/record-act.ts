import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { recordable } from '#lib/access/audit/recordable';
import type { AuditEntry } from '#lib/contract/audit';
import { jsonText, storableText } from '#lib/runtime/json-text';

/** An entry before it has its place: the database gives id and instant, the sealer the seal. */
export type Act = Omit<AuditEntry, 'id' | 'at' | 'seal'>;

const mostLength = 500;

/** Puts an act on record, its secrets masked and what is long cut. Answers the entry's id. */
export async function recordAct(db: Db, act: Act): Promise<string> {
  const { actor, object } = act;
  const [row] = await db.execute<{ id: string }>(sql`
    insert into audit_entries
      (actor_kind, actor_id, actor_name, act, outcome, object_kind, object_id, input, before, after, reason, address,
       user_agent, request_id)
    values
      (${actor.kind}, ${short(actor.id)}, ${short(actor.name)}, ${act.act}, ${act.outcome}, ${object?.kind ?? null},
       ${short(object?.id)}, ${jsonOf(act.input)}::json, ${jsonOf(act.before)}::json, ${jsonOf(act.after)}::json,
       ${short(act.reason)}, ${short(act.address)}, ${short(act.userAgent)}, ${short(act.requestId)})
    returning id::text as id`);
  if (!row) throw new Error('the act was not inserted');
  return row.id;
}

/** Null stays SQL's own. */
function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : jsonText(recordable(value));
}

function short(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text).slice(0, mostLength);
}
