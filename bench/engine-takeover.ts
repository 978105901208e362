import { setTimeout as delay } from 'node:timers/promises';
import { benchEngine } from '#bench/engine-node';
import { report } from '#bench/report';
import type { Database } from '#db/open';
import { crashJob, crashTablesSql } from '#lib/runtime/testing/crash-job';
import { startNode } from '#lib/runtime/testing/node-process';

const bench = 'engine';
const steps = 8;

/**
 * A node dies with its steps running; how long until another runs them again. On the same machine the pid tells; a
 * frozen process stands for a node of another machine, where only the heartbeat does.
 */
export async function takeoverTime(database: Database): Promise<void> {
  await database.sql.unsafe(crashTablesSql);
  const seconds = { killed: await takeover(database, 'SIGKILL'), silent: await takeover(database, 'SIGSTOP') };
  report({
    bench,
    figure: 'takeover after kill -9, same machine',
    value: seconds.killed,
    unit: 's',
    bound: { atMost: 15 },
  });
  report({ bench, figure: 'takeover of a node gone silent', value: seconds.silent, unit: 's', bound: { atMost: 15 } });
}

async function takeover({ sql, ...database }: Database, signal: NodeJS.Signals): Promise<number> {
  const victim = await startNode(database.url, undefined, 'as in life');
  const { value: runId = '' } =
    (await victim.call({ name: 'start', input: { keys: steps, first: 'waits', lanes: 1 } })) ?? {};
  const attempt = async (number: number) => {
    const rows =
      await sql`select 1 from run_steps where run_id = ${runId} and state = 'running' and kind = 'step' and attempt = ${number}`;
    return rows.length === 1;
  };
  while (!(await attempt(1))) await delay(20);
  const heir = await benchEngine({ sql, ...database }, { jobs: [crashJob] });
  await delay(1000);
  const diedAt = performance.now();
  victim.kill(signal);
  while (!(await attempt(2))) await delay(10);
  const seconds = (performance.now() - diedAt) / 1000;
  victim.kill('SIGKILL');
  await victim.died;
  await sql`update gates set open = true`;
  await heir.drain(2000);
  await sql`update gates set open = false`;
  return seconds;
}
