import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { incidentColumns } from '#lib/alerts/incident-columns';
import type { Incident } from '#lib/contract/alert';
import type { AlertFilter } from '#lib/contract/endpoints/alerts';
import type { Page } from '#lib/contract/page';
import { AppError } from '#lib/errors';

const conditions = { open: sql`and i.resolved_at is null`, resolved: sql`and i.resolved_at is not null` };

/** Incidents, newest first, by key. */
export async function listIncidents(db: Db, { state, after, limit }: AlertFilter): Promise<Page<Incident>> {
  const items = await incidentsWhere(
    db,
    sql`true
        ${state ? conditions[state] : sql``}
        ${after ? sql`and i.id < ${after}::bigint` : sql``}
        order by i.id desc
        limit ${limit + 1}`,
  );
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}

export async function incidentOf(db: Db, id: bigint | string): Promise<Incident> {
  const [incident] = await incidentsWhere(db, sql`i.id = ${String(id)}::bigint`);
  if (!incident) throw new AppError('not_found', `There is no alert ${id}.`);
  return incident;
}

/** Objects that PostgreSQL built: ids as text, instants in ISO 8601. */
async function incidentsWhere(db: Db, condition: SQL): Promise<Incident[]> {
  const rows = await db.execute<{ item: Incident }>(sql`
    select to_json(item) as item
    from (select ${incidentColumns} from incidents i where ${condition}) as item`);
  return rows.map(({ item }) => item);
}
