import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/db';
import { AppError } from '#lib/errors';
import type { StepContext } from '#lib/runtime/define-job';
import { testJob } from '#lib/runtime/testing/test-job';

/** What the steps of `test.crash` write: an effect per key, replaced by key; and one line per execution. */
export const crashTablesSql = `
  create table effects (key text not null, attempt integer not null);
  create table executions (key text not null, attempt integer not null, pid integer not null);
  create table gates (open boolean not null);
  insert into gates values (false);`;

const CrashInput = z.object({
  keys: z.int(),
  lanes: z.int().default(0),
  /** What each step does besides its effect; `fails` until the gate opens, `poison` takes its process along. */
  first: z.enum(['plain', 'fails-once', 'fails', 'waits', 'poison']).default('plain'),
});
type CrashInput = z.input<typeof CrashInput>;

export type { CrashInput };

/** Its first key behaves as told, the others write their effect at once. */
export const crashJob = testJob({
  name: 'test.crash',
  input: CrashInput,
  parallel: 8,
  retries: { times: 1, everyMinutes: 0 },
  plan: async ({ runId }, { keys, lanes }) =>
    Array.from({ length: keys }, (_, index) => ({
      key: `${runId}/${index}`,
      ...(lanes > 0 ? { lane: `lane ${index % lanes}` } : {}),
    })),
  step: async (context, { key }, { first }) => {
    await noteExecution(context, key);
    context.log('info', `${key} starts`);
    if (key.endsWith('/0')) await behave(context, first);
    await writeEffect(context, key);
    return { key };
  },
});

async function noteExecution({ db, attempt }: StepContext, key: string): Promise<void> {
  await db.execute(sql`insert into executions values (${key}, ${attempt}, ${process.pid})`);
}

async function behave(
  { db, attempt, signal }: StepContext,
  first: z.output<typeof CrashInput>['first'],
): Promise<void> {
  if (first === 'poison') process.kill(process.pid, 'SIGKILL');
  if (first === 'fails-once' && attempt === 1) throw new AppError('source_unavailable', 'no answer');
  if (first === 'fails' && !(await gateIsOpen(db))) throw new AppError('source_rejected', 'a column is missing');
  while (first === 'waits' && !(await gateIsOpen(db))) {
    signal.throwIfAborted();
    await delay(20);
  }
}

async function gateIsOpen(db: Db): Promise<boolean> {
  const [gate] = await db.execute<{ open: boolean }>(sql`select open from gates`);
  return gate?.open ?? false;
}

/** Replaces by key, and only while this attempt owns the step: the row lock holds off whoever would take it over. */
async function writeEffect({ db, stepId, attempt }: StepContext, key: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [owned] = await tx.execute(sql`
      select 1
      from run_steps
      where id = ${String(stepId)}
        and attempt = ${attempt}
        and state = 'running'
      for share`);
    if (!owned) throw new AppError('cancelled', `${key}: another attempt owns it`);
    await tx.execute(sql`delete from effects where key = ${key}`);
    await tx.execute(sql`insert into effects values (${key}, ${attempt})`);
  });
}
