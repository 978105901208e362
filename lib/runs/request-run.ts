import { isDeepStrictEqual } from 'node:util';
import { dayInZone } from '#lib/contract/day';
import type { RunStarted, StartRun } from '#lib/contract/run';
import { AppError } from '#lib/errors';
import type { Caller } from '#lib/http/caller';
import { invalidInput, zodDetails } from '#lib/http/zod-details';
import { getRun } from '#lib/runs/get-run';
import type { Runtime } from '#lib/runtime/current';

/**
 * Starts a run for a caller, once its job has looked at the input. A second call with the same idempotency key answers
 * the first one's run; with another input it is a `conflict`.
 */
export async function requestRun(
  program: Runtime,
  { job, input, recovery }: StartRun,
  caller: Caller,
): Promise<RunStarted> {
  const today = dayInZone(new Date(), program.config.FLUXION_ZONE);
  await checkInput(program, { job, input, today });
  const { runId, created } = await program.engine.startRun({
    job,
    input,
    today,
    trigger: recovery ? 'recovery' : caller.trigger,
    requestedBy: caller.name,
    ...(caller.idempotencyKey === undefined ? {} : { idempotencyKey: caller.idempotencyKey }),
  });
  if (!created) await refuseOtherInput(program, String(runId), input);
  return { run_id: String(runId) };
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

async function refuseOtherInput({ db }: Runtime, id: string, input: unknown): Promise<void> {
  const run = await getRun(db, id);
  if (isDeepStrictEqual(run.input, input)) return;
  throw new AppError('conflict', `The idempotency key was used for run ${id}, which has another input.`, {
    params: { run: id },
  });
}
