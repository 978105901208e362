import type { TestContext } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { endedRunStates, type RunState } from '#lib/contract/run';
import { crashTablesSql } from '#lib/runtime/testing/crash-job';
import { type NodeCall, type NodeProcess, type NodeReply, startNode } from '#lib/runtime/testing/node-process';
import { eventually } from '#lib/runtime/testing/test-engine';

/** An operator who starts the program again whenever it died, and asks again what got no answer. */
export type SteadyNode = {
  database: TestDatabase;
  /** Signals that ended its processes. */
  deaths: (NodeJS.Signals | null)[];
  start: (fault?: string) => Promise<NodeProcess>;
  ask: (call: Omit<NodeCall, 'id'>) => Promise<NodeReply>;
  ended: (runId: string) => Promise<RunState>;
};

export async function steadyNode(t: TestContext): Promise<SteadyNode> {
  const database = await testDatabase();
  await database.sql.unsafe(crashTablesSql);
  const deaths: (NodeJS.Signals | null)[] = [];
  const nodes: NodeProcess[] = [];

  const start = async (fault?: string) => {
    const started = await startNode(database.url, fault);
    nodes.push(started);
    void started.died.then((signal) => deaths.push(signal));
    return started;
  };
  t.after(async () => {
    for (const node of nodes) node.kill('SIGKILL');
    await Promise.all(nodes.map(({ died }) => died));
    await database.close();
  });
  const alive = async () => nodes.findLast((node) => node.isAlive()) ?? start();
  const ask = async (call: Omit<NodeCall, 'id'>) => {
    for (;;) {
      const reply = await (await alive()).call(call);
      if (reply) return reply;
    }
  };
  const ended = (runId: string) =>
    eventually(async () => {
      await alive();
      const [run] = await database.sql<{ state: RunState }[]>`select state from runs where id = ${runId}`;
      return run && endedRunStates.includes(run.state) ? run.state : null;
    });
  return { database, deaths, start, ask, ended };
}

/** Effects per key, the most there are of any; and how many keys have one. */
export async function effects({ sql }: TestDatabase): Promise<{ keys: number; most: number }> {
  const [count] = await sql<{ keys: number; most: number }[]>`
    select count(*)::integer as keys, coalesce(max(written), 0)::integer as most
    from (select key, count(*) as written from effects group by key) counted`;
  return count ?? { keys: 0, most: 0 };
}

export async function openGate({ sql }: TestDatabase): Promise<void> {
  await sql`update gates set open = true`;
}

/** Nothing is left half-way: no open run or step, no attempt without its end. */
export async function leftovers({ sql }: TestDatabase): Promise<unknown> {
  const [count] = await sql`
    select (select count(*)::integer from runs where ended_at is null)          as runs,
           (select count(*)::integer from run_steps where ended_at is null)     as steps,
           (select count(*)::integer from step_attempts where ended_at is null) as attempts`;
  return count;
}

export const nothingLeft = { runs: 0, steps: 0, attempts: 0 };
