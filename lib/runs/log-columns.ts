import { type SQL, sql } from 'drizzle-orm';
import type { LogLevel } from '#lib/contract/run';

/** The fields of the contract's `LogLine`, of `run_logs as l`. */
export const logColumns = sql`
  l.id::text as "id",
  l.step_key as "stepKey",
  l.at       as "at",
  l.level    as "level",
  l.code     as "code",
  l.params   as "params",
  l.message  as "message"`;

/** Written out, because the planner takes the index of warnings and errors only for values that it sees. */
const levels: Record<LogLevel, SQL> = {
  debug: sql`'debug'`,
  info: sql`'info'`,
  success: sql`'success'`,
  warning: sql`'warning'`,
  error: sql`'error'`,
};

export type LineBounds = {
  /** Ids, exclusive. */
  after?: string | undefined;
  before?: string | undefined;
  level?: readonly LogLevel[] | undefined;
  step?: string | undefined;
};

/** Conditions on `run_logs as l`. */
export function linesWhere(runId: string, { after, before, level, step }: LineBounds): SQL {
  const conditions = [
    sql`l.run_id = ${runId}::bigint`,
    after === undefined ? undefined : sql`l.id > ${after}::bigint`,
    before === undefined ? undefined : sql`l.id < ${before}::bigint`,
    step === undefined ? undefined : sql`l.step_key = ${step}`,
    level === undefined
      ? undefined
      : sql`l.level in (${sql.join(
          level.map((one) => levels[one]),
          sql`, `,
        )})`,
  ].filter((condition) => condition !== undefined);
  return sql.join(conditions, sql` and `);
}
