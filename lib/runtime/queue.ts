import type { EngineSql, EngineTx } from '#lib/runtime/engine-parts';

/**
 * The steps table is the queue, see docs/decisions/0002-the-steps-table-is-the-queue.md. Here is what it lacks: a lock that
 * lets one node claim at a time, and the wake-up of the others. A lost notification costs one poll, no work.
 */
const workChannel = 'fluxion_work';
const cancelChannel = 'fluxion_cancel';
/** Any number, as long as every node takes the same one. */
const claimLock = 7_358_466_002;

/**
 * Whoever changes steps that are not running takes this lock first, then runs in the order of their ids, then steps:
 * so lanes, `parallel`, `maxRuns` and pauses are counted by one node at a time, and nobody deadlocks.
 */
export function lockClaims(tx: EngineTx) {
  return tx`select pg_advisory_xact_lock(${claimLock})`;
}

/** Two plans of one job with the same keys are written one after the other. Taken before the lock of claims, never after. */
export function lockPlans(tx: EngineTx, job: string) {
  return tx`select pg_advisory_xact_lock(hashtextextended('plan of ' || ${job}, 0))`;
}

/** Tells the other nodes, once the transaction commits, that there may be work. */
export async function announceWork(tx: EngineTx | EngineSql, node: string): Promise<void> {
  await tx`select pg_notify(${workChannel}, ${node})`;
}

/** Tells every node, once the transaction commits, to stop the steps of a run. */
export async function announceCancel(tx: EngineTx | EngineSql, runId: bigint): Promise<void> {
  await tx`select pg_notify(${cancelChannel}, ${String(runId)})`;
}

export type Listener = { onWork: () => void; onCancel: (runId: bigint) => void };

/** Hears the announcements until stopped; the driver connects again by itself and then looks once. */
export async function listenFor(
  sql: EngineSql,
  node: string,
  { onWork, onCancel }: Listener,
): Promise<() => Promise<void>> {
  const hearWork = (from: string) => {
    if (from !== node) onWork();
  };
  const work = await sql.listen(workChannel, hearWork, onWork);
  const cancel = await sql.listen(cancelChannel, (runId) => onCancel(BigInt(runId)));
  return async () => {
    await Promise.all([work.unlisten(), cancel.unlisten()]);
  };
}
