import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { runs } from '#db/schema/runtime';
import { dayInZone } from '#lib/contract/day';
import type { RunStarted, StartRun } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import type { Caller } from '#lib/http/caller';
import { invalidInput, zodDetails } from '#lib/http/zod-details';
import type { Runtime } from '#lib/runtime/current';
import { scheduledParallel } from '#lib/schedules/scheduled-parallel';

/**
 * Starts a run for a caller, once its job has looked at the input. A second call with the same idempotency key answers
 * the first one's run; with another job or input it is a `conflict`.
 */
export async function requestRun(program: Runtime, request: StartRun, caller: Caller): Promise<RunStarted> {
  const { job, input, recovery } = request;
  const key = caller.idempotencyKey;
  const earlier = key === undefined ? null : await runOfKey(program.db, key, request);
  if (earlier !== null) return { run_id: earlier };
  const today = dayInZone(new Date(), program.config.FLUXION_ZONE);
  await checkInput(program, { job, input, today });
  const trigger = recovery ? 'recovery' : caller.trigger;
  const started = await program.engine.startRun({
    job,
    input,
    today,
    trigger,
    requestedBy: caller.name,
    parallel: await scheduledParallel(program.db, job),
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
  // Two first calls may come at the same time: the other one made the run.
  if (!started.created && key !== undefined) await runOfKey(program.db, key, request);
  return { run_id: String(started.runId) };
}

/** The run that this key started, null when there is none. */
async function runOfKey(db: Db, key: string, { job, input }: StartRun): Promise<string | null> {
  const [run] = await db
    .select({ id: runs.id, job: runs.job, input: runs.input })
    .from(runs)
    .where(eq(runs.idempotencyKey, key));
  if (!run) return null;
  if (run.job === job && isDeepStrictEqual(run.input, input)) return String(run.id);
  throw new AppError('conflict', `The idempotency key was used for run ${run.id}, which does something else.`, {
    params: { run: String(run.id) },
  });
}

type Asked = { job: string; input: unknown; today: string };

/** Paths are the job's own names. An unknown job is the engine's to refuse. */
async function checkInput(program: Runtime, { job: name, input, today }: Asked): Promise<void> {
  const job = program.engine.jobs.get(name);
  if (!job) return;
  const parsed = job.input.safeParse(input);
  if (!parsed.success) throw invalidInput(zodDetails(parsed.error));
  await job.check?.({ ...program, today }, parsed.data);
}
