import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from '#db/testing/test-database';
import { readConfig } from '#lib/config';
import { endedRunStates, type RunState } from '#lib/contract/run';
import { createLog } from '#lib/log';
import type { Job } from '#lib/runtime/define-job';
import type { Engine } from '#lib/runtime/engine';
import type { Resources } from '#lib/runtime/resources';
import { type EngineOptions, startEngine } from '#lib/runtime/start-engine';
import type { Timings } from '#lib/runtime/timings';
import type { Sources } from '#lib/sources/source';
import type { Warehouse } from '#lib/warehouse/warehouse';

/** Short enough for a test, long enough for a busy machine. */
export const quick: Partial<Timings> = {
  beatMs: 200,
  deadAfterMs: 1500,
  pollMs: 100,
  schedulerMs: 50,
  abortGraceMs: 500,
  logFlushMs: 20,
  progressFlushMs: 20,
};

export type TestEngineOptions = { database: TestDatabase; jobs: readonly Job[] } & Partial<EngineOptions>;

/** An engine on a test's database, drained when the test ends. Its jobs get no warehouse and no sources. */
export async function testEngine(t: Pick<TestContext, 'after'>, options: TestEngineOptions): Promise<Engine> {
  const { database, ...rest } = options;
  const engine = await startEngine({
    resources: testResources(database, t),
    databaseUrl: database.url,
    log: createLog(process.env.TEST_LOG ?? 'silent'),
    node: 'test',
    ownsWarehouse: true,
    slots: 8,
    schedules: false,
    ...rest,
    timings: { ...quick, ...rest.timings },
  });
  t.after(() => engine.drain(0));
  return engine;
}

export function testResources({ db }: TestDatabase, t?: Pick<TestContext, 'after'>): Resources {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-engine-'));
  t?.after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    config: readConfig({ NODE_ENV: 'test', DATA_DIR: folder }),
    db,
    warehouse: absent<Warehouse>(),
    sources: absent<Sources>(),
  };
}

/** True as long as no test touches it: the jobs of these tests write to PostgreSQL alone. */
export function absent<Resource>(): Resource {
  return {} as Resource;
}

const tryMs = 10;
const longestWaitMs = 60_000;

/** Looks until `look` answers something. */
export async function eventually<Found>(look: () => Promise<Found | null | undefined | false>): Promise<Found> {
  const deadline = Date.now() + longestWaitMs;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await delay(tryMs);
  }
  throw new Error(`Waited ${longestWaitMs} ms for: ${look}`);
}

export function endedRun({ sql }: TestDatabase, runId: bigint): Promise<RunState> {
  return eventually(async () => {
    const [run] = await sql<{ state: RunState }[]>`select state from runs where id = ${String(runId)}`;
    return run && endedRunStates.includes(run.state) ? run.state : null;
  });
}

export type StepRow = {
  key: string;
  state: string;
  reason: string | null;
  attempt: number;
  maxAttempts: number;
  redeliveries: number;
  result: unknown;
  error: { code: string; message: string } | null;
};

export async function stepsOf({ sql }: TestDatabase, runId: bigint): Promise<StepRow[]> {
  return sql<StepRow[]>`
    select key, state, reason, attempt, max_attempts as "maxAttempts", redeliveries, result, error
    from run_steps
    where run_id = ${String(runId)} and kind = 'step'
    order by position`;
}
