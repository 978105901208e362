import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { EtlLogs } from '#lib/contract/sales';
import { salesJob } from '#lib/etl/daily-load';
import { jsonRows } from '#lib/runs/json-rows';

type LogQuery = { after?: string | undefined; limit: number };

/** Who polls sees the lines of the newest loads, whichever run wrote them. */
const newestRuns = 20;

/**
 * Between runs, ids do not follow commits: while an older transaction is open, a line with a lower id may still appear,
 * and a reader whose cursor has passed it would never see it. New lines wait for it; five seconds at most.
 */
const settledLines = sql`
  (l.at < now() - interval '5 seconds'
   or l.xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint % 4294967296)`;

/** Log lines of the sales loads, oldest first: the last ones, or those after a cursor. Each names its store and day. */
export async function loadLogs(db: Db, { after, limit }: LogQuery): Promise<EtlLogs> {
  const lines = await jsonRows<EtlLogs['logs'][number]>(db, linesOf(after, limit));
  const logs = after === undefined ? lines.reverse() : lines;
  return { logs, next: logs.at(-1)?.id ?? after ?? '0' };
}

function linesOf(after: string | undefined, limit: number): SQL {
  const order = after === undefined ? sql`desc` : sql`asc`;
  return sql`
    select json_build_object(
             'id', line.id::text,
             'timestamp', line.at,
             'level', line.level,
             'message', case when line.step_key is null or strpos(line.message, line.step_key) > 0 then line.message
                             else line.step_key || ': ' || line.message end) as item
    from (select id from runs where job = ${salesJob} order by id desc limit ${newestRuns}) as load
    cross join lateral (
      select l.id, l.at, l.level, l.step_key, l.message
      from run_logs as l
      where l.run_id = load.id
        and ${settledLines}
        ${after === undefined ? sql`` : sql`and l.id > ${after}::bigint`}
      order by l.id ${order}
      limit ${limit}) as line
    order by line.id ${order}
    limit ${limit}`;
}
