import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { runLogBlocks, runLogs, runSteps, runs } from '#db/schema/runtime';
import type { Failure } from '#lib/contract/problem';
import type { LogLevel, RunState } from '#lib/contract/run';
import { failureOf } from '#lib/errors';
import type { Job, StepEnd } from '#lib/runtime/define-job';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText, storableText } from '#lib/runtime/json-text';
import { type RunEnding, runEnd } from '#lib/runtime/run-end';
import { searchBlocks } from '#lib/runtime/search-blocks';

type RunRow = typeof runs.$inferSelect;

/**
 * Ends a run without open steps, once: the row's lock decides among several that try. The job's `finish` belongs to the
 * transaction; when it throws, the run has failed with its error.
 */
export async function endRun(parts: EngineParts, runId: bigint): Promise<RunState | null> {
  const state = await parts.resources.db.transaction(async (tx) => {
    const [run] = await tx
      .select()
      .from(runs)
      .where(and(eq(runs.id, runId), eq(runs.openSteps, 0), isNull(runs.endedAt)))
      .for('update');
    if (!run) return null;
    const steps = await stepEnds(tx, runId);
    const ended = runEnd(run, steps);
    const finished = await finish(tx, { run, steps, state: ended.state, job: parts.jobs.get(run.job) });
    await writeEnd(tx, { run, at: parts.now(), ...ended, ...finished });
    faultPoint('run-end-before-commit');
    return finished.state ?? ended.state;
  });
  if (state) faultPoint('run-end-after-commit');
  return state;
}

async function stepEnds(tx: Db, runId: bigint): Promise<StepEnd[]> {
  const rows = await tx
    .select({ key: runSteps.key, state: runSteps.state, result: runSteps.result, error: runSteps.error })
    .from(runSteps)
    .where(eq(runSteps.runId, runId))
    .orderBy(asc(runSteps.position));
  return rows.map((row) => ({ ...row, state: endedState(row.state) }));
}

/** A run without open steps has only ended ones; anything else is a bug of the engine. */
function endedState(state: string): StepEnd['state'] {
  if (state === 'completed' || state === 'failed' || state === 'cancelled' || state === 'skipped') return state;
  throw new Error(`A run without open steps has a step that is ${state}.`);
}

type Finishing = { run: RunRow; steps: StepEnd[]; state: RunState; job: Job | undefined };
/** `result` is JSON text. */
type Finished = { result: string | null } & Partial<Pick<RunEnding, 'state' | 'error' | 'message'>>;

async function finish(tx: Db, { run, steps, state, job }: Finishing): Promise<Finished> {
  const input = job?.input.safeParse(run.input);
  if (!job?.finish || !input?.success) return { result: null };
  const end = { runId: run.id, trigger: run.trigger, scheduleId: run.scheduleId, today: run.today, state, steps };
  try {
    const result = await tx.transaction(async (inner) => job.finish?.(inner, end, input.data));
    return { result: result === undefined ? null : jsonText(result) };
  } catch (error) {
    const failure = storable(failureOf(error));
    return { result: null, state: 'failed', error: failure, message: `Failed at its end: ${failure.message}` };
  }
}

function storable(failure: Failure): Failure {
  return { ...failure, message: storableText(failure.message) };
}

type Written = RunEnding & { run: RunRow; at: Date; result: string | null };

async function writeEnd(tx: Db, { run, at, state, error, result, message, counts }: Written): Promise<void> {
  await tx
    .update(runs)
    .set({
      state,
      error,
      result: result === null ? null : sql`${result}::text::jsonb`,
      endedAt: at,
      pausedUntil: null,
      pausedAt: null,
      pausedBy: null,
    })
    .where(eq(runs.id, run.id));
  const lines = [
    ...cutNotice(run),
    { level: levels[state] ?? 'info', code: `run_${state}`, params: { state, ...counts }, message },
  ];
  await insertLines(
    tx,
    lines.map((line) => ({ ...line, runId: run.id, stepKey: null, at })),
  );
}

type LastLine = typeof runLogs.$inferInsert & { stepKey: null };

async function insertLines(tx: Db, lines: LastLine[]): Promise<void> {
  const added = await tx.insert(runLogs).values(lines).returning({ id: runLogs.id });
  const ids = added.map(({ id }) => id);
  for (const { runId, first, last, folded } of searchBlocks(lines)) {
    const [firstId, lastId] = [ids[first - 1], ids[last - 1]];
    if (firstId !== undefined && lastId !== undefined)
      await tx.insert(runLogBlocks).values({ runId, firstId, lastId, folded });
  }
}

const levels: Partial<Record<RunState, LogLevel>> = {
  completed: 'success',
  partial: 'warning',
  failed: 'error',
  cancelled: 'warning',
};

function cutNotice({ logLinesCut }: RunRow) {
  if (logLinesCut === 0) return [];
  const message = `${logLinesCut} more lines were cut: the log of this run was full.`;
  return [{ level: 'warning' as const, code: 'log_cut', params: { lines: logLinesCut }, message }];
}
