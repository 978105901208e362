import { eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { LedgerLine, Proof } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import type { JsonValue, StepContext } from '#lib/runtime/define-job';
import type { Resources } from '#lib/runtime/resources';
import { figuresText } from '#lib/sales/figures';
import { previousSlice } from '#lib/sales/previous-slice';
import { recordStoreDay } from '#lib/sales/record-store-day';
import { salesDataset } from '#lib/sales/sales-dataset';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import { unknownStore } from '#lib/stores/unknown-store';

type Asked = Pick<Resources, 'db' | 'warehouse'> & { config: Pick<Resources['config'], 'KEEP_REPLACED_DAYS'> };

/** Throws `conflict` when the last load of the day replaced nothing that could be brought back, `not_found` without the store. */
export async function refuseNothingToUndo({ db, warehouse, config }: Asked, storeDay: StoreDay): Promise<void> {
  const days = config.KEEP_REPLACED_DAYS;
  if (await previousSlice(warehouse, storeDay, days)) return;
  const [store] = await db.select({ id: stores.id }).from(stores).where(eq(stores.id, storeDay.storeId));
  if (!store) throw unknownStore(storeDay.storeId);
  throw new AppError(
    'conflict',
    `${storeDayKey(storeDay)}: there is no earlier load to bring back. What a load replaces by other rows is kept for ${days} days.`,
    { params: { ...storeDay, days } },
  );
}

/**
 * Brings back what the last load of a day replaced; that load is kept in its turn, so that undoing twice changes
 * nothing. The state is the restored slice's own, as it was proved then (docs/decisions/0006).
 */
export async function undoLoad(context: StepContext, storeDay: StoreDay): Promise<JsonValue> {
  const { warehouse, config, signal, fence, log, runId, stepId, attempt, db } = context;
  await fence();
  const { restored, replaced, provedAt } = await warehouse.restoreSlice({
    dataset: salesDataset,
    slice: storeDay,
    writer: { runId: String(runId), stepId: String(stepId), attempt },
    keptSince: new Date(Date.now() - config.KEEP_REPLACED_DAYS * msPerDay),
    signal,
  });
  await recordStoreDay(db, {
    ...storeDay,
    state: restored.state,
    rows: restored.figures.rows,
    amount: restored.figures.amount,
    proof: proofOf(restored, provedAt),
    error: null,
    loadMs: null,
    runId,
    attempt,
    loadedAt: new Date(restored.loadedAt),
  });
  log('success', `Brought back: ${figuresText(restored.figures)}.`, {
    code: 'sales.restored',
    params: { store: storeDay.storeId, day: storeDay.day, ...restored.figures },
  });
  return { restored: restored.figures, replaced: replaced?.figures ?? null };
}

const msPerDay = 86_400_000;

/** What the ledger kept of the proof. */
const proofOf = ({ sourceFigures, figures, duplicates, state }: LedgerLine, provedAt: string): Proof => ({
  before: sourceFigures,
  arrived: figures,
  after: sourceFigures,
  stored: figures,
  duplicates,
  // What is proved while the day goes on is loaded, and no more.
  dayOver: state !== 'loaded',
  provedAt,
});
