import { z } from 'zod';
import type { Database } from '#db/open';
import { readConfig } from '#lib/config';
import { endedRunStates, type RunState } from '#lib/contract/run';
import { createLog } from '#lib/log';
import { defineJob, type Job } from '#lib/runtime/define-job';
import type { Engine } from '#lib/runtime/engine';
import { type EngineOptions, startEngine } from '#lib/runtime/start-engine';
import type { Sources } from '#lib/sources/source';
import type { Warehouse } from '#lib/warehouse/warehouse';

/** The engine as the server starts it, without a warehouse and sources: what is measured is the engine alone. */
export function benchEngine(database: Database, options: Partial<EngineOptions> = {}): Promise<Engine> {
  return startEngine({
    resources: {
      config: readConfig({ NODE_ENV: 'production' }),
      db: database.db,
      warehouse: absent<Warehouse>(),
      sources: absent<Sources>(),
    },
    databaseUrl: database.url,
    jobs: [emptyJob()],
    log: createLog('error'),
    node: 'bench',
    ownsWarehouse: true,
    slots: 32,
    schedules: false,
    ...options,
  });
}

/** True as long as no bench job touches it. */
function absent<Resource>(): Resource {
  return {} as Resource;
}

/** A run of as many steps as asked, each of them nothing but `work`. */
export function emptyJob(work: (runId: bigint) => void = () => {}): Job {
  return defineJob({
    name: 'bench.empty',
    summary: { es: 'Pasos vacíos', en: 'Empty steps' },
    input: z.object({ steps: z.number().default(1) }),
    parallel: 64,
    retries: { times: 0, everyMinutes: 0 },
    timeoutMinutes: 1,
    plan: async ({ runId }, { steps }) => Array.from({ length: steps }, (_, index) => ({ key: `${runId}/${index}` })),
    step: async ({ runId }) => {
      work(runId);
      return undefined;
    },
  });
}

const lookEveryMs = 2;

export async function ended({ sql }: Database, runId: bigint): Promise<RunState> {
  for (;;) {
    const [run] = await sql<{ state: RunState }[]>`select state from runs where id = ${String(runId)}`;
    if (run && endedRunStates.includes(run.state)) return run.state;
    await new Promise((done) => setTimeout(done, lookEveryMs));
  }
}
