import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { RunFilter } from '#lib/contract/endpoints/runs';
import type { Run, RunPage, RunState } from '#lib/contract/run';
import { jsonRows } from '#lib/runs/json-rows';
import { runColumns } from '#lib/runs/run-columns';

/** Runs, newest first, by key: the cost of a page does not depend on how many runs there are. */
export async function listRuns(db: Db, filter: RunFilter): Promise<RunPage> {
  const items = await jsonRows<Run>(
    db,
    sql`
      select to_json(item) as item
      from (select ${runColumns}
            from (${pageOfIds(filter)}) as page
            join runs as r on r.id = page.id
            order by r.id desc) as item`,
  );
  const page = items.slice(0, filter.limit);
  return { items: page, next: items.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
}

/** One more than the page holds, to know whether there is a next one. */
function pageOfIds(filter: RunFilter): SQL {
  const [first, ...others] = filter.state ?? [];
  if (first === undefined || others.length === 0) return idsOf(filter, first);
  const ofEachState = [first, ...others].map((state) => sql`(${idsOf(filter, state)})`);
  return sql`
    select id
    from (${sql.join(ofEachState, sql` union all `)}) as of_each_state
    order by id desc
    limit ${filter.limit + 1}`;
}

/** For one state at a time: each has an index that ends in the id, several together would have to be sorted. */
function idsOf(filter: RunFilter, state: RunState | undefined): SQL {
  const conditions = [
    filter.job === undefined ? undefined : sql`job = ${filter.job}`,
    state === undefined ? undefined : sql`state = ${state}`,
    filter.trigger === undefined ? undefined : sql`trigger = ${filter.trigger}`,
    filter.after === undefined ? undefined : sql`id < ${filter.after}::bigint`,
  ].filter((condition) => condition !== undefined);
  return sql`
    select id
    from runs
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`}
    order by id desc
    limit ${filter.limit + 1}`;
}
