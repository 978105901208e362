import { addDays, daysBetween } from '#lib/contract/day';
import type { Figures } from '#lib/contract/store-day';
import type { JsonValue, RunLog, StepContext } from '#lib/runtime/define-job';
import { changeOf } from '#lib/sales/figures';
import { noSales, recordDrift } from '#lib/sales/record-drift';
import { salesDataset } from '#lib/sales/sales-dataset';
import { salesShape } from '#lib/sales/sales-shape';
import type { SourceSession } from '#lib/sources/source';

export type DriftWork = { storeId: string; days: readonly string[] };

/** Asks one store for the figures of days that are here, over one connection, and tells what has changed there since. */
export async function checkDrift(context: StepContext, { storeId, days }: DriftWork): Promise<JsonValue> {
  const { sources, signal, log } = context;
  const store = await sources.connection(storeId);
  const session = await sources.sqlServer.open(store, { ...salesShape, signal });
  try {
    const drifted = await compareDays(context, session, { storeId, days });
    const message = `${days.length} days compared with the source, ${drifted.length} have changed there.`;
    log('info', message, { code: 'sales.drift_checked', params: { days: days.length, changed: drifted.length } });
    return { days: days.length, drifted };
  } finally {
    await session.close();
  }
}

async function compareDays(
  context: StepContext,
  session: SourceSession,
  { storeId, days }: DriftWork,
): Promise<string[]> {
  const { db, warehouse, fence, progress, today, runId, log } = context;
  const drifted: string[] = [];
  for (const [index, day] of days.entries()) {
    const source = await session.figures({ from: day, to: addDays(day, 1) });
    const [ledger = null] = await warehouse.ledger({ dataset: salesDataset.name, storeId, from: day, to: day });
    await fence();
    const comparison = { storeId, day, age: daysBetween(day, today), runId, source, ledger };
    if (await recordDrift(db, comparison)) {
      drifted.push(day);
      tellChange(log, day, changeOf(source, ledger?.sourceFigures ?? noSales));
    }
    progress(index + 1, days.length, 'days');
  }
  return drifted;
}

function tellChange(log: RunLog, day: string, change: Figures): void {
  const { rows, units, amount, tickets } = change;
  const message = `${day}: the source has changed since: ${signed(tickets)} tickets, ${signed(rows)} rows, ${signed(units)} units, ${signed(amount)} amount.`;
  log('warning', message, { code: 'sales.drifted', params: { day, ...change } });
}

const signed = (value: number | string): string => (String(value).startsWith('-') ? String(value) : `+${value}`);
