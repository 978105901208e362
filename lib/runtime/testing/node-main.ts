import { connect } from '#db/open';
import { readConfig } from '#lib/config';
import { codeOf } from '#lib/errors';
import { createLog } from '#lib/log';
import { startEngine } from '#lib/runtime/start-engine';
import { crashJob } from '#lib/runtime/testing/crash-job';
import type { NodeCall, NodeReply } from '#lib/runtime/testing/node-process';
import { absent, quick } from '#lib/runtime/testing/test-engine';

/** A node of its own process for tests that kill: `node node-main.ts <database url> quick`, steered by messages. */
const [, , databaseUrl = '', pace] = process.argv;
const log = createLog(process.env.TEST_LOG ?? 'silent');
const database = connect(databaseUrl, log);
const engine = await startEngine({
  resources: { config: readConfig(), db: database.db, warehouse: absent(), sources: absent() },
  databaseUrl,
  jobs: [crashJob],
  log,
  node: 'crash',
  ownsWarehouse: true,
  slots: 8,
  timings: pace === 'quick' ? quick : {},
});

const answers = {
  start: async ({ input, key }: NodeCall) => {
    const request = { job: 'test.crash', input, trigger: 'hand', requestedBy: null } as const;
    const { runId } = await engine.startRun(key ? { ...request, idempotencyKey: key } : request);
    return String(runId);
  },
  cancel: async ({ runId = '0' }: NodeCall) => {
    await engine.cancelRun(BigInt(runId), null);
    return runId;
  },
  retry: async ({ runId = '0' }: NodeCall) => {
    await engine.retryRun(BigInt(runId), null);
    return runId;
  },
  drain: async () => {
    await engine.drain(0);
    return '';
  },
};

process.on('message', (call: NodeCall) => {
  answers[call.name](call)
    .then((value) => reply({ id: call.id, value }))
    .catch((error: unknown) => reply({ id: call.id, code: codeOf(error), message: String(error) }));
});
process.on('disconnect', () => process.exit(0));
reply({ id: 0, value: engine.status().node });

function reply(answer: NodeReply): void {
  process.send?.(answer);
}
