import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Run } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import { jsonRows } from '#lib/runs/json-rows';
import { runColumns } from '#lib/runs/run-columns';

/** Throws `not_found`. */
export async function getRun(db: Db, id: string): Promise<Run> {
  const [run] = await jsonRows<Run>(
    db,
    sql`
      select to_json(item) as item
      from (select ${runColumns}
            from runs as r
            where r.id = ${id}::bigint) as item`,
  );
  if (run) return run;
  throw new AppError('not_found', `There is no run ${id}.`, { params: { run: id } });
}
