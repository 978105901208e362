import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { AuditEntry } from '#lib/contract/audit';
import type { AuditChoice, AuditFilter } from '#lib/contract/endpoints/audit';
import type { Page } from '#lib/contract/page';
import { jsonRows } from '#lib/runs/json-rows';

const entryColumns = sql`
  e.id::text as "id",
  e.at       as "at",
  json_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', e.actor_name) as "actor",
  e.act      as "act",
  e.outcome  as "outcome",
  case when e.object_kind is not null
    then json_build_object('kind', e.object_kind, 'id', e.object_id) end as "object",
  e.input    as "input",
  e.before   as "before",
  e.after    as "after",
  e.reason   as "reason",
  e.address  as "address",
  e.user_agent as "userAgent",
  e.request_id as "requestId",
  case when e.seal_number is not null
    then json_build_object('number', e.seal_number, 'hash', e.hash) end as "seal"`;

/** Entries, newest first, by key. */
export async function listAudit(db: Db, { after, limit, ...choice }: AuditFilter): Promise<Page<AuditEntry>> {
  const items = await jsonRows<AuditEntry>(
    db,
    sql`
      select to_json(item) as item
      from (select ${entryColumns}
            from audit_entries e
            where ${sql.join(conditionsOf(choice, after), sql` and `)}
            order by e.id desc
            limit ${limit + 1}) as item`,
  );
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function conditionsOf({ who, act, outcome, object, since, until }: AuditChoice, after: string | undefined): SQL[] {
  const conditions = [sql`true`];
  if (after !== undefined) conditions.push(sql`e.id < ${after}::bigint`);
  if (who !== undefined) conditions.push(sql`e.actor_name in (${namesLike(who)})`);
  if (act !== undefined) conditions.push(sql`e.act = ${act}`);
  if (outcome !== undefined) conditions.push(sql`e.outcome = ${outcome}`);
  if (object !== undefined) conditions.push(objectIs(object));
  if (since !== undefined) conditions.push(sql`e.at >= ${since}::timestamptz`);
  if (until !== undefined) conditions.push(sql`e.at < ${until}::timestamptz`);
  return conditions;
}

/** The names are few beside the entries: hopping along their index finds them, and they lead to their entries. */
function namesLike(words: string): SQL {
  return sql`
    with recursive names(name) as (
      select min(actor_name) from audit_entries
      union all
      select (select min(actor_name) from audit_entries where actor_name > names.name)
      from names
      where names.name is not null)
    select name from names where name ilike ${likeText(words)}`;
}

function likeText(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** `store`, or one of them: `store:tienda_01`. */
function objectIs(object: string): SQL {
  const colon = object.indexOf(':');
  if (colon === -1) return sql`e.object_kind = ${object}`;
  return sql`e.object_kind = ${object.slice(0, colon)} and e.object_id = ${object.slice(colon + 1)}`;
}
