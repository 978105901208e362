import type { Db } from '#db/db';
import { runLanes, runLogBlocks, runLogs, runSteps, runs, stepAttempts } from '#db/schema/runtime';
import { searchBlocks } from '#lib/runtime/search-blocks';

type RunValues = Partial<typeof runs.$inferInsert>;
type StepValues = Partial<typeof runSteps.$inferInsert>;
type LineValues = Partial<typeof runLogs.$inferInsert>;

const at = new Date('2025-10-21T09:00:00Z');

/** A run as the engine would have left it: by default one of `sales.load` that completed. */
export async function insertRun(db: Db, values: RunValues = {}): Promise<bigint> {
  const [run] = await db
    .insert(runs)
    .values({
      job: 'sales.load',
      trigger: 'api',
      today: '2025-10-21',
      priority: 2,
      parallel: 4,
      state: 'completed',
      input: {},
      createdAt: at,
      startedAt: at,
      endedAt: at,
      ...values,
    })
    .returning({ id: runs.id });
  if (!run) throw new Error('the run was not inserted');
  return run.id;
}

export async function insertSteps(db: Db, runId: bigint, steps: StepValues[]): Promise<bigint[]> {
  const rows = await db
    .insert(runSteps)
    .values(
      steps.map((step, position) => ({
        runId,
        job: 'sales.load',
        key: `tienda_01/2025-10-${String(position + 1).padStart(2, '0')}`,
        position,
        priority: 0,
        state: 'completed' as const,
        triesLeft: 0,
        maxAttempts: 4,
        ...step,
      })),
    )
    .returning({ id: runSteps.id });
  const lanes = new Set(steps.flatMap(({ lane }) => lane ?? []));
  if (lanes.size > 0)
    await db.insert(runLanes).values([...lanes].map((lane) => ({ lane, job: steps[0]?.job ?? 'sales.load', runId })));
  return rows.map(({ id }) => id);
}

export async function insertAttempt(db: Db, stepId: bigint, attempt: number): Promise<void> {
  const error = { code: 'source_unavailable' as const, message: 'no answer', params: {} };
  const values = { stepId, attempt, node: 'node-1', startedAt: at, endedAt: at, outcome: 'failed' as const, error };
  await db.insert(stepAttempts).values(values);
}

export async function insertLines(db: Db, runId: bigint, lines: LineValues[]): Promise<void> {
  const values = lines.map((line, index) => ({
    runId,
    at,
    level: 'info' as const,
    message: `line ${index + 1}`,
    stepKey: null,
    ...line,
  }));
  const added = await db.insert(runLogs).values(values).returning({ id: runLogs.id });
  const place = new Map(added.map(({ id }, index) => [index + 1, id]));
  const blocks = searchBlocks(values.map((line) => ({ ...line, stepKey: line.stepKey ?? null })));
  const rows = blocks.map(({ folded, first, last }) => ({
    runId,
    folded,
    firstId: place.get(first) ?? 0n,
    lastId: place.get(last) ?? 0n,
  }));
  await db.insert(runLogBlocks).values(rows);
}
