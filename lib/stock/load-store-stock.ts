import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { dayInZone } from '#lib/contract/day';
import type { LedgerLine } from '#lib/contract/store-day';
import { codeOf, failureOf } from '#lib/errors';
import type { JsonValue, StepContext } from '#lib/runtime/define-job';
import { faultPoint } from '#lib/runtime/fault-point';
import { loadSnapshot, type SnapshotOutcome } from '#lib/stock/load-snapshot';
import { recordFailedSnapshot, recordSnapshot } from '#lib/stock/record-snapshot';
import { snapshotText } from '#lib/stock/snapshot-text';
import { stockDataset } from '#lib/stock/stock-dataset';

type Loading = { context: StepContext; storeId: string; now: () => Date; startedMs: number };

/** One attempt at a store's stock: takes a snapshot, puts on record what came of it, and fails if it is not proved. */
export async function loadStoreStock(context: StepContext, storeId: string, now: () => Date): Promise<JsonValue> {
  const loading: Loading = { context, storeId, now, startedMs: performance.now() };
  context.log('info', `Taking the stock of ${storeId}.`, { code: 'stock.start', params: { store: storeId } });
  let outcome: SnapshotOutcome;
  try {
    outcome = await load(loading);
  } catch (error) {
    await recordFailure(loading, error);
    throw error;
  }
  return await finish(loading, outcome);
}

async function load({ context, storeId, now }: Loading): Promise<SnapshotOutcome> {
  const { sources, warehouse, signal, fence, log, progress, config, db } = context;
  const store = await sources.connection(storeId);
  const day = dayInZone(now(), (await zoneOf(db, storeId)) ?? config.FLUXION_ZONE);
  const writer = { runId: String(context.runId), stepId: String(context.stepId), attempt: context.attempt };
  return loadSnapshot({ source: sources.sqlServer, store, warehouse, day, writer, signal, fence, log, progress });
}

async function zoneOf(db: Db, storeId: string): Promise<string | null> {
  const [row] = await db.select({ zone: stores.zone }).from(stores).where(eq(stores.id, storeId));
  return row?.zone ?? null;
}

async function finish(loading: Loading, outcome: SnapshotOutcome): Promise<JsonValue> {
  const { failure, ledger, proof } = outcome;
  if (failure) {
    await recordFailure(loading, failure, outcome);
    throw failure;
  }
  if (ledger === null) throw new Error(`The stock of ${loading.storeId} was kept without a ledger line`);
  await loading.context.fence();
  await record(loading, { ledger, proof, error: null });
  return success(loading, ledger, outcome);
}

function success({ context, storeId, startedMs }: Loading, ledger: LedgerLine, outcome: SnapshotOutcome): JsonValue {
  const { figures, duplicates, state } = ledger;
  const ms = Math.round(performance.now() - startedMs);
  const rowsPerSecond = Math.round((figures.rows * 1000) / Math.max(1, ms));
  context.log('success', `Verified: ${snapshotText(figures)} in ${ms} ms, ${rowsPerSecond} rows/s.`, {
    code: 'stock.verified',
    params: { store: storeId, ...figures, duplicates, ms, rowsPerSecond },
  });
  if (duplicates > 0) {
    context.log('warning', `${duplicates} rows came twice and were stored once.`, {
      code: 'stock.duplicates',
      params: { duplicates },
    });
  }
  const { rows, units, amount: value } = figures;
  return { state, rows, units, value, duplicates, pages: outcome.pages, ms, rowsPerSecond };
}

/** Puts a failed attempt on record. Whatever goes wrong with that is logged: the attempt's own error is what counts. */
async function recordFailure(loading: Loading, error: unknown, outcome: SnapshotOutcome | null = null): Promise<void> {
  const { context, storeId } = loading;
  if (codeOf(error) === 'cancelled') return;
  try {
    // Not the fence: an attempt that ran out of time is stopped already, and still the step's own.
    if (!(await context.ownsStep())) return;
    const ledger = await heldLine(loading);
    if (ledger === 'unknown') {
      const { runId, attempt } = context;
      await recordFailedSnapshot(context.db, { storeId, error: failureOf(error), runId, attempt });
    } else await record(loading, { ledger, proof: outcome?.proof ?? null, error });
  } catch (trouble) {
    const why = failureOf(trouble).message;
    context.log('warning', `The failure could not be put on record: ${why}`, {
      code: 'stock.not_recorded',
      params: { why },
    });
  }
}

/** What lies in the warehouse; `unknown` when it cannot say, which is no reason to lose the error. */
async function heldLine({ context, storeId }: Loading): Promise<LedgerLine | null | 'unknown'> {
  try {
    const [line = null] = await context.warehouse.ledger({ dataset: stockDataset.name, storeId });
    return line;
  } catch {
    return 'unknown';
  }
}

type Result = { ledger: LedgerLine | null; proof: SnapshotOutcome['proof']; error: unknown };

/** The caller has made sure that the attempt still owns its step. */
async function record({ context, storeId, startedMs }: Loading, { ledger, proof, error }: Result): Promise<void> {
  faultPoint('projection-before-write');
  await recordSnapshot(context.db, {
    ...{ storeId, ledger, proof, runId: context.runId, attempt: context.attempt },
    error: error === null ? null : failureOf(error),
    loadMs: error === null ? Math.round(performance.now() - startedMs) : null,
  });
  faultPoint('projection-after-write');
}
