import type { Sql } from 'postgres';
import type { WarehouseOwner } from '#lib/boot/warehouse-owner';
import type { HealthCheck } from '#lib/contract/health';
import type { Engine } from '#lib/runtime/engine';
import type { Warehouse } from '#lib/warehouse/warehouse';

export type Checked = {
  sql: Sql;
  warehouse: Warehouse;
  owner: Pick<WarehouseOwner, 'problem'>;
  engine: Engine;
  stopping: () => boolean;
};

const patienceMs = 2000;

/** What readiness asks. Each check is cheap and none can hang. */
export function readinessChecks({ sql, warehouse, owner, engine, stopping }: Checked): () => Promise<HealthCheck[]> {
  return () =>
    Promise.all([
      check('server', async () => (stopping() ? bad('the server is ending') : good('serving'))),
      check('database', async () => {
        await sql`select 1`;
        return good('answers');
      }),
      check('warehouse', async () => {
        const status = await warehouse.status();
        const problem = owner.problem();
        return status.ok && problem ? good(problem) : status;
      }),
      check('engine', async () => {
        const { draining, problems } = engine.status();
        if (draining) return bad('takes no new work');
        return problems.length === 0 ? good('works') : { ok: true, message: problems.join('; ') };
      }),
    ]);
}

type Result = { ok: boolean; message: string };
const good = (message: string): Result => ({ ok: true, message });
const bad = (message: string): Result => ({ ok: false, message });

async function check(name: string, ask: () => Promise<Result>): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Result>((resolve) => {
    timer = setTimeout(resolve, patienceMs, bad(`no answer in ${patienceMs} ms`));
  });
  try {
    const { ok, message } = await Promise.race([ask(), patience]);
    return { name, ok, message };
  } catch (error) {
    return { name, ok: false, message: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
