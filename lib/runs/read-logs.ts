import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LogFilter } from '#lib/contract/endpoints/runs';
import type { LogLine, LogPage } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { jsonRows } from '#lib/runs/json-rows';

/** The fields of the contract's `LogLine`, of `run_logs as l`. */
const logColumns = sql`
  l.id::text as "id",
  l.step_key as "stepKey",
  l.at       as "at",
  l.level    as "level",
  l.code     as "code",
  l.params   as "params",
  l.message  as "message"`;

/**
 * Lines of a run, oldest first: after a cursor, before one, the last ones, or from the start. `next` is where polling
 * goes on (a run's lines become visible in the order of their ids); `ended` says that the run is over and that this
 * page reached its last line. Throws `not_found`.
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
      select json_build_object('over', r.ended_at is not null) as item
      from runs as r
      where r.id = ${runId}::bigint`,
  );
  if (run) return run.over;
  throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: runId } });
}

function linesOf(runId: string, filter: LogFilter, backwards: boolean): SQL {
  const conditions = [
    sql`l.run_id = ${runId}::bigint`,
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
