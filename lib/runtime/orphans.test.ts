import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '#db/testing/test-database';
import { endedRun, stepsOf, testEngine } from '#lib/runtime/testing/test-engine';
import { testJob } from '#lib/runtime/testing/test-job';

test('a step whose claim was committed and never answered is started again, without counting as a death', async (t) => {
  const database = await testDatabase(t);
  let cuts = 0;
  const port = await proxy(t, new URL(database.url), async () => {
    const claimed = await database.sql`select 1 from run_steps where state = 'running'`;
    if (cuts > 0 || claimed.length === 0) return false;
    cuts += 1;
    return true;
  });
  const url = new URL(database.url);
  url.host = `127.0.0.1:${port}`;
  // With a limit of runs the plan is claimed and not taken by the call that starts the run.
  const job = testJob({
    name: 'orphan',
    input: z.object({}),
    maxRuns: 1,
    plan: async () => [{ key: 'a' }],
    step: async () => undefined,
  });
  const engine = await testEngine(t, { database, jobs: [job], databaseUrl: url.href });
  const { runId } = await engine.startRun({ job: job.name, input: {}, trigger: 'hand', requestedBy: null });
  assert.equal(await endedRun(database, runId), 'completed');
  assert.equal(cuts, 1);
  assert.deepEqual(
    (await stepsOf(database, runId)).map(({ state, redeliveries }) => ({ state, redeliveries })),
    [{ state: 'completed', redeliveries: 0 }],
  );
});

/** Stands before PostgreSQL. After a COMMIT has gone through, `cuts` decides whether the client ever hears of it. */
async function proxy(t: TestContext, target: URL, cuts: () => Promise<boolean>): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let held: Buffer[] | null = null;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => [client, upstream].map((end) => end.destroy()));
    }
    upstream.on('data', (chunk) => (held ? held.push(chunk) : client.write(chunk)));
    client.on('data', (chunk) => {
      upstream.write(chunk);
      if (!/commit/i.test(chunk.toString('latin1'))) return;
      held = [];
      const decide = async () => {
        // The server's answer says that the commit is done.
        while (held?.length === 0 && !upstream.destroyed) await new Promise((next) => setTimeout(next, 5));
        if (await cuts()) return client.destroy();
        for (const answer of held ?? []) client.write(answer);
        held = null;
      };
      void decide();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
