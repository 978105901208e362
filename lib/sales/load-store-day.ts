import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { dayInZone } from '#lib/contract/day';
import type { LedgerLine, StoreDayState } from '#lib/contract/store-day';
import { codeOf, failureOf } from '#lib/errors';
import type { JsonValue, StepContext } from '#lib/runtime/define-job';
import { faultPoint } from '#lib/runtime/fault-point';
import { figuresText } from '#lib/sales/figures';
import { type DayOutcome, loadDay } from '#lib/sales/load-day';
import { type FailedAttempt, recordFailedAttempt, recordStoreDay } from '#lib/sales/record-store-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import { stateAfter } from '#lib/sales/state-after';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';

type Loading = { context: StepContext; storeDay: StoreDay; now: () => Date; startedMs: number };

/** One attempt of a store-day: loads it, puts it on record whatever came of it, and fails if it is not whole. */
export async function loadStoreDay(context: StepContext, storeDay: StoreDay, now: () => Date): Promise<JsonValue> {
  const loading: Loading = { context, storeDay, now, startedMs: performance.now() };
  const { storeId, day } = storeDay;
  context.log('info', `Loading ${storeDayKey(storeDay)}.`, { code: 'sales.start', params: { store: storeId, day } });
  let outcome: DayOutcome;
  try {
    outcome = await load(loading);
  } catch (error) {
    await recordFailure(loading, error);
    throw error;
  }
  return await finish(loading, outcome);
}

async function load({ context, storeDay, now }: Loading): Promise<DayOutcome> {
  const { sources, warehouse, signal, fence, log, progress, config, db } = context;
  const store = await sources.connection(storeDay.storeId);
  const zone = (await zoneOf(db, storeDay.storeId)) ?? config.FLUXION_ZONE;
  const writer = { runId: String(context.runId), stepId: String(context.stepId), attempt: context.attempt };
  const isDayOver = () => dayInZone(now(), zone) > storeDay.day;
  return loadDay({
    source: sources.sqlServer,
    store,
    warehouse,
    slice: storeDay,
    writer,
    signal,
    isDayOver,
    fence,
    log,
    progress,
  });
}

async function zoneOf(db: Db, storeId: string): Promise<string | null> {
  const [row] = await db.select({ zone: stores.zone }).from(stores).where(eq(stores.id, storeId));
  return row?.zone ?? null;
}

async function finish(loading: Loading, outcome: DayOutcome): Promise<JsonValue> {
  if (outcome.failure) {
    await recordFailure(loading, outcome.failure, outcome);
    throw outcome.failure;
  }
  const { ledger } = outcome;
  if (ledger === null) throw new Error(`The slice ${storeDayKey(loading.storeDay)} was kept without a ledger line`);
  await loading.context.fence();
  await record(loading, { state: ledger.state, ledger, outcome, error: null });
  return success(loading, ledger, outcome);
}

function success(
  { context, startedMs, storeDay }: Loading,
  ledger: LedgerLine,
  { pages, proof }: DayOutcome,
): JsonValue {
  const { figures, duplicates, state } = ledger;
  const ms = Math.round(performance.now() - startedMs);
  const rowsPerSecond = Math.round((figures.rows * 1000) / Math.max(1, ms));
  const { storeId, day } = storeDay;
  const word = state === 'verified' ? 'Verified' : 'Loaded, the day is not over';
  context.log('success', `${word}: ${figuresText(figures)} in ${ms} ms, ${rowsPerSecond} rows/s.`, {
    code: `sales.${state}`,
    params: { store: storeId, day, ...figures, duplicates, ms, rowsPerSecond },
  });
  if (duplicates > 0) {
    context.log('warning', `${duplicates} rows came twice and were stored once.`, {
      code: 'sales.duplicates',
      params: { duplicates },
    });
  }
  return {
    state,
    ...figures,
    duplicates,
    pages,
    ms,
    rowsPerSecond,
    sourceChanged: proof?.before.rows !== proof?.after.rows,
  };
}

/** Puts a failed attempt on record. Whatever goes wrong with that is logged: the attempt's own error is what counts. */
async function recordFailure(loading: Loading, error: unknown, outcome: DayOutcome | null = null): Promise<void> {
  const { context } = loading;
  if (codeOf(error) === 'cancelled') return;
  try {
    // Not the fence: an attempt that ran out of time is stopped already, and still the step's own.
    if (!(await context.ownsStep())) return;
    const ledger = await heldLine(loading);
    if (ledger === 'unknown') await recordFailedAttempt(context.db, attemptOf(loading, error));
    else await record(loading, { state: stateAfter(ledger, outcome), ledger, outcome, error });
  } catch (trouble) {
    const why = failureOf(trouble).message;
    context.log('warning', `The failure could not be put on record: ${why}`, {
      code: 'sales.not_recorded',
      params: { why },
    });
  }
}

/** What lies in the warehouse; `unknown` when it cannot say, which is no reason to lose the error. */
async function heldLine({ context, storeDay: { storeId, day } }: Loading): Promise<LedgerLine | null | 'unknown'> {
  try {
    const [line = null] = await context.warehouse.ledger({ dataset: salesDataset.name, storeId, from: day, to: day });
    return line;
  } catch {
    return 'unknown';
  }
}

const attemptOf = ({ context, storeDay }: Loading, error: unknown): FailedAttempt => ({
  ...storeDay,
  error: failureOf(error),
  runId: context.runId,
  attempt: context.attempt,
});

type Result = { state: StoreDayState; ledger: LedgerLine | null; outcome: DayOutcome | null; error: unknown };

/** The caller has made sure that the attempt still owns its step. */
async function record(
  { context, storeDay, startedMs }: Loading,
  { state, ledger, outcome, error }: Result,
): Promise<void> {
  const isLoaded = error === null;
  faultPoint('projection-before-write');
  await recordStoreDay(context.db, {
    ...storeDay,
    state,
    rows: ledger?.figures.rows ?? 0,
    amount: ledger?.figures.amount ?? null,
    proof: outcome?.proof ?? null,
    error: isLoaded ? null : failureOf(error),
    loadMs: isLoaded ? Math.round(performance.now() - startedMs) : null,
    runId: context.runId,
    attempt: context.attempt,
    loadedAt: ledger ? new Date(ledger.loadedAt) : null,
  });
  faultPoint('projection-after-write');
}
