import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LogFilter } from '#lib/contract/endpoints/runs';
import type { LogLine, LogPage } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { jsonRows } from '#lib/runs/json-rows';
import { linesWhere, logColumns } from '#lib/runs/log-columns';
import { type LineSearch, searchLines } from '#lib/runs/search-lines';

/**
 * Lines of a run, oldest first: after a cursor, before one, around one, the last ones, or from the start. `next` is
 * where polling goes on (a run's lines become visible in the order of their ids); `ended` says that the run is over and
 * that this page reached its last line. Throws `not_found`.
 */
export async function readLogs(db: Db, runId: string, { around, ...filter }: LogFilter): Promise<LogPage> {
  // The end is read before the lines: a run's last lines are there before its end is.
  const end = await endOfLog(db, runId);
  if (around === undefined) return readPage(db, runId, filter, end);
  const half = Math.ceil(filter.limit / 2);
  const from = String(BigInt(around) - 1n);
  const [earlier, later] = await Promise.all([
    half === filter.limit ? null : readPage(db, runId, { ...filter, before: around, limit: filter.limit - half }, end),
    readPage(db, runId, { ...filter, after: from, limit: half }, end),
  ]);
  return { ...later, items: [...(earlier?.items ?? []), ...later.items] };
}

type Filter = Omit<LogFilter, 'around'>;
type LogEnd = { over: boolean; newest: string };

async function readPage(db: Db, runId: string, filter: Filter, { over, newest }: LogEnd): Promise<LogPage> {
  const backwards = filter.tail || filter.before !== undefined;
  const lines = await readLines(db, runId, { ...filter, backwards, limit: filter.limit + 1 });
  const items = lines.slice(0, filter.limit);
  if (backwards) items.reverse();
  const reachedEnd = backwards ? filter.tail : lines.length <= filter.limit;
  const last = items.at(-1)?.id ?? filter.after ?? '0';
  // What was looked at in vain is not looked at again.
  const next = reachedEnd && BigInt(newest) > BigInt(last) ? newest : last;
  return { items, next, ended: over && reachedEnd };
}

async function endOfLog(db: Db, runId: string): Promise<LogEnd> {
  const [end] = await jsonRows<LogEnd>(
    db,
    sql`
      select json_build_object(
               'over', r.ended_at is not null,
               'newest', coalesce((select max(l.id) from run_logs as l where l.run_id = r.id), 0)::text) as item
      from runs as r
      where r.id = ${runId}::bigint`,
  );
  if (end) return end;
  throw new AppError('not_found', `There is no run ${runId}.`, { params: { run: runId } });
}

/** In the direction asked for. */
async function readLines(db: Db, runId: string, search: LineSearch): Promise<LogLine[]> {
  if (search.search !== undefined || search.step !== undefined) return searchLines(db, runId, search);
  return jsonRows<LogLine>(
    db,
    sql`
      select to_json(item) as item
      from (select ${logColumns}
            from run_logs as l
            where ${linesWhere(runId, search)}
            order by l.id ${search.backwards ? sql`desc` : sql`asc`}
            limit ${search.limit}) as item`,
  );
}
