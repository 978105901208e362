import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { RunFilter } from '#lib/contract/endpoints/runs';
import type { Run, RunPage } from '#lib/contract/run';
import { runIds } from '#lib/runs/choose-runs';
import { storeRunIds } from '#lib/runs/choose-store-runs';
import { jsonRows } from '#lib/runs/json-rows';
import { runColumns } from '#lib/runs/run-columns';

/** Runs, newest first, by key: the cost of a page does not depend on how many runs there are. */
export async function listRuns(db: Db, { store, ...filter }: RunFilter): Promise<RunPage> {
  // One more than the page holds, to know whether there is a next one.
  const choice = { ...filter, limit: filter.limit + 1 };
  const ids = store === undefined ? runIds(choice) : await storeRunIds(db, store, choice);
  const items = await jsonRows<Run>(
    db,
    sql`
      select to_json(item) as item
      from (select ${runColumns}
            from (${ids}) as page
            join runs as r on r.id = page.id
            order by r.id desc) as item`,
  );
  const page = items.slice(0, filter.limit);
  return { items: page, next: items.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
}
