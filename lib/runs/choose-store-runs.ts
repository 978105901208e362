import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { idBounds, type RunIds, runIds, runsWhere } from '#lib/runs/choose-runs';
import { jsonRows } from '#lib/runs/json-rows';

/** So few runs are asked one by one for the store; when there are more, the store's own runs are walked. */
const fewRuns = 4000;

/**
 * Ids of a store's runs that a filter takes, newest first. Of two lists, the store's runs and those of the rest of the
 * filter, the short one is walked and the other one asked: so a rare state is not looked for in 100,000 runs.
 */
export async function storeRunIds(db: Db, store: string, choice: RunIds): Promise<SQL> {
  const { state, trigger, schedule } = choice;
  const narrow = [state, trigger, schedule].some((part) => part !== undefined);
  return narrow && (await areFew(db, choice)) ? amongFew(store, choice) : amongThoseOfStore(store, choice);
}

async function areFew(db: Db, choice: RunIds): Promise<boolean> {
  const some = runIds({ ...choice, limit: fewRuns + 1 });
  const [counted] = await jsonRows<{ runs: number }>(
    db,
    sql`select json_build_object('runs', count(*)) as item from (${some}) as counted`,
  );
  return counted !== undefined && counted.runs <= fewRuns;
}

function amongFew(store: string, choice: RunIds): SQL {
  return sql`
    select few.id
    from (${runIds({ ...choice, limit: fewRuns })}) as few
    where exists (
      select 1
      from run_lanes as lane
      where lane.lane = ${laneOf(store)}
        and lane.run_id = few.id)
    order by few.id desc
    limit ${choice.limit}`;
}

/** `offset 0` keeps the planner from reading all runs beside the lanes. */
function amongThoseOfStore(store: string, { job, ...choice }: RunIds): SQL {
  const columns = [sql`lane`, ...(job === undefined ? [] : [sql`job`]), sql`run_id`];
  const key = [laneOf(store), ...(job === undefined ? [] : [sql`${job}::text`])];
  const { below, above } = idBounds(choice);
  return sql`
    select lanes.run_id as id
    from (select run_id
          from run_lanes
          where (${list(columns)}) < (${list([...key, below])})
            and (${list(columns)}) > (${list([...key, above])})
          order by ${list(columns.map((column) => sql`${column} desc`))}
          offset 0) as lanes
    cross join lateral (
      select 1
      from runs
      where runs.id = lanes.run_id
        and ${runsWhere(choice)}
      offset 0) as taken
    limit ${choice.limit}`;
}

function laneOf(store: string): SQL {
  return sql`${`store:${store}`}::text`;
}

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
