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

const greatestId = '9223372036854775807';

/**
 * For one state at a time, along the one index that has the filter's columns in front of the id. Compared and ordered as
 * whole rows: with `job = …` the planner may walk all ids instead, looking for a job that ran years ago.
 */
function idsOf({ job, trigger, after, limit }: RunFilter, state: RunState | undefined): SQL {
  const key = indexedPart({ job, trigger, state });
  const columns = [...key.keys()].map((name) => sql`${sql.identifier(name)}`);
  const values = [...key.values()].map((value) => sql`${value}::text`);
  const triggerToo = trigger !== undefined && !key.has('trigger');
  return sql`
    select id
    from runs
    where (${list([...columns, sql`id`])}) < (${list([...values, sql`${after ?? greatestId}::bigint`])})
      and (${list([...columns, sql`id`])}) > (${list([...values, sql`0`])})
      ${triggerToo ? sql`and trigger = ${trigger}` : sql``}
    order by ${list([...columns, sql`id`].map((column) => sql`${column} desc`))}
    limit ${limit + 1}`;
}

type Indexed = { [Name in 'job' | 'state' | 'trigger']: string | undefined };

function indexedPart({ job, state, trigger }: Indexed): Map<string, string> {
  const part = new Map<string, string>();
  if (job !== undefined) part.set('job', job);
  if (state !== undefined) part.set('state', state);
  if (part.size === 0 && trigger !== undefined) part.set('trigger', trigger);
  return part;
}

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
