import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LogFilter } from '#lib/contract/endpoints/runs';
import type { LogLine, LogPage } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { jsonRows } from '#lib/runs/json-rows';
import { logColumns, settledLines } from '#lib/runs/log-columns';

/**
 * Lines of a run, oldest first: after a cursor, before one, the last ones, or from the start. `next` is where polling
 * goes on; `ended` says that the run is over and that this page reached its last line. Throws `not_found`.
 */
export async function readLogs(db: Db, runId: string, filter: LogFilter): Promise<LogPage> {
  // The end is read before the lines: a run's last lines are there before its end is.
  const over = await isOver(db, runId);
  const backwards = filter.tail || filter.before !== undefined;
  const lines = await jsonRows<LogLine>(db, linesOf(runId, filter, backwards));
  const items = lines.slice(0, filter.limit);
  if (backwards) items.reverse();
  const more = lines.length > filter.limit;
  return { items, next: items.at(-1)?.id ?? filter.after ?? '0', ended: over && (backwards ? filter.tail : !more) };
}

async function isOver(db: Db, runId: string): Promise<boolean> {
  const [run] = await jsonRows<{ over: boolean }>(
    db,
    sql`
      select json_build_object(
               'over', r.ended_at is not null
                       and coalesce((select ${settledLines}
                                     from run_logs as l
                                     where l.run_id = r.id
                                     order by l.id desc
                                     limit 1), true)) as item
      from runs as r
      where r.id = ${runId}::bigint`,
  );
  if (run) return run.over;
  throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: runId } });
}

function linesOf(runId: string, filter: LogFilter, backwards: boolean): SQL {
  const conditions = [
    sql`l.run_id = ${runId}::bigint`,
    settledLines,
    filter.after === undefined ? undefined : sql`l.id > ${filter.after}::bigint`,
    filter.before === undefined ? undefined : sql`l.id < ${filter.before}::bigint`,
    filter.step === undefined ? undefined : sql`l.step_key = ${filter.step}`,
    filter.level === undefined ? undefined : sql`l.level in ${filter.level}`,
  ].filter((condition) => condition !== undefined);
  return sql`
    select to_json(item) as item
    from (select ${logColumns}
          from run_logs as l
          where ${sql.join(conditions, sql` and `)}
          order by l.id ${backwards ? sql`desc` : sql`asc`}
          limit ${filter.limit + 1}) as item`;
}
