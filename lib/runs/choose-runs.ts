import { type SQL, sql } from 'drizzle-orm';
import type { RunChoice } from '#lib/contract/endpoints/runs';
import { RunState } from '#lib/contract/run';

/** What a run's own row says; the store is said by its lanes. */
type OwnChoice = Omit<RunChoice, 'store'>;

/** So many ids of runs that a filter takes, newest first, those below `after`. */
export type RunIds = OwnChoice & { after?: string | undefined; limit: number };

/**
 * A query of ids along the index that fits the filter, and whatever else is asked of each row. Every index ends in the
 * id; what stands before it is compared as a whole row with it, because with `job = …` the planner may walk all ids
 * instead, looking for a job that ran years ago. An index that has the state in between is walked once for each state.
 */
export function runIds(choice: RunIds): SQL {
  const { job, trigger, schedule, state } = choice;
  if (schedule !== undefined) return ofEachState(choice, { schedule_id: schedule });
  if (trigger !== undefined) return ofEachState(choice, { ...(job === undefined ? {} : { job }), trigger });
  const key: Key = job === undefined ? {} : { job };
  return state === undefined ? alongIndex(choice, key) : ofEachState(choice, key);
}

type Key = Readonly<Partial<Record<'job' | 'trigger' | 'schedule_id' | 'state', string>>>;

function ofEachState(choice: RunIds, key: Key): SQL {
  const states = choice.state ?? RunState.options;
  const walks = states.map((state) => alongIndex(choice, { ...key, state }));
  if (walks.length === 1) return sql.join(walks);
  const all = walks.map((walk) => sql`(${walk})`);
  return sql`
    select id
    from (${sql.join(all, sql` union all `)}) as of_each_state
    order by id desc
    limit ${choice.limit}`;
}

function alongIndex(choice: RunIds, key: Key): SQL {
  const columns = [...Object.keys(key), 'id'].map((name) => sql`${sql.identifier(name)}`);
  const values = Object.values(key).map((value) => sql`${value}::text`);
  const { below, above } = idBounds(choice);
  return sql`
    select id
    from runs
    where (${list(columns)}) < (${list([...values, below])})
      and (${list(columns)}) > (${list([...values, above])})
      and ${runsWhere(choice, key)}
    order by ${list(columns.map((column) => sql`${column} desc`))}
    limit ${choice.limit}`;
}

/** The conditions on a row of `runs` that are not in the key of the walk. */
export function runsWhere({ job, state, trigger, schedule, since, until }: OwnChoice, key: Key = {}): SQL {
  const conditions = [
    job === undefined || key.job ? undefined : sql`runs.job = ${job}`,
    state === undefined || key.state ? undefined : sql`runs.state in ${state}`,
    trigger === undefined || key.trigger ? undefined : sql`runs.trigger = ${trigger}`,
    // Said, because the index of schedules holds the runs of schedules alone.
    key.schedule_id ? sql`runs.schedule_id is not null` : undefined,
    schedule === undefined || key.schedule_id ? undefined : sql`runs.schedule_id = ${schedule}`,
    since === undefined ? undefined : sql`runs.created_at >= ${since}::timestamptz`,
    until === undefined ? undefined : sql`runs.created_at < ${until}::timestamptz`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

const greatestId = '9223372036854775807';
/** Clocks of nodes that differ a little give ids that are not quite in the order of their times. */
const outOfOrder = 100;

type Bounded = { after?: string | undefined; since?: string | undefined; until?: string | undefined };

/** Runs are made in the order of their ids: so a time bounds the ids too, and the walk ends there. Both are exclusive. */
export function idBounds({ after = greatestId, since, until }: Bounded): { below: SQL; above: SQL } {
  const below = until === undefined ? sql`${after}::bigint` : sql`least(${after}::bigint, ${lastIdUntil(until)} + 1)`;
  return { below, above: since === undefined ? sql`0` : sql`${firstIdSince(since)} - 1` };
}

function firstIdSince(since: string): SQL {
  return sql`(
    select coalesce(min(id), ${greatestId}::bigint)
    from (select id
          from runs
          where created_at >= ${since}::timestamptz
          order by created_at, id
          limit ${outOfOrder}) as first)`;
}

function lastIdUntil(until: string): SQL {
  return sql`(
    select coalesce(max(id), 0)
    from (select id
          from runs
          where created_at < ${until}::timestamptz
          order by created_at desc, id desc
          limit ${outOfOrder}) as last)`;
}

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
