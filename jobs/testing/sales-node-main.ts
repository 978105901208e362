import { connect } from '#db/open';
import { startSalesNode } from '#jobs/testing/sales-node';
import { endedRunStates, type RunState } from '#lib/contract/run';
import { createLog } from '#lib/log';
import { eventually } from '#lib/runtime/testing/test-engine';
import type { StoreConnection } from '#lib/sources/source';

/** A node in a process of its own, to be killed: starts the run, or goes on with it, and prints how it ended. */
const [text = '{}', fault = ''] = process.argv.slice(2);
type Orders = { url: string; folder: string; stores: StoreConnection[]; job?: string; input: unknown };
const { url, folder, stores, job = 'sales.load', input }: Orders = JSON.parse(text);

const database = connect(url, createLog('silent'));
const node = await startSalesNode({ database, folder, stores, environment: { FLUXION_FAULT: fault } });
const run = { job, input, trigger: 'hand', requestedBy: null, idempotencyKey: 'the one run' } as const;
const { runId } = await node.engine.startRun(run);
const state = await eventually(async () => {
  const [row] = await database.sql<{ state: RunState }[]>`select state from runs where id = ${String(runId)}`;
  return row && endedRunStates.includes(row.state) ? row.state : null;
});
process.stdout.write(state);
await node.close();
await database.close();
