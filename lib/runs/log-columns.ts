import { sql } from 'drizzle-orm';

/** The fields of the contract's `LogLine`, of `run_logs as l`. */
export const logColumns = sql`
  l.id::text as "id",
  l.step_key as "stepKey",
  l.at       as "at",
  l.level    as "level",
  l.code     as "code",
  l.params   as "params",
  l.message  as "message"`;

/**
 * Ids are given before commits: while an older transaction is open, a line with a lower id may still appear, and a
 * reader whose cursor has passed it would never see it. Such lines wait; five seconds are more than any writer takes.
 */
export const settledLines = sql`
  (l.at < now() - interval '5 seconds'
   or l.xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint % 4294967296)`;
