import type { LedgerLine, StoreDayState } from '#lib/contract/store-day';
import type { DayOutcome } from '#lib/sales/load-day';
import { sameFigures } from '#lib/warehouse/same-figures';

/**
 * The state of a store-day after an attempt that failed: that of what lies in the warehouse, unless the attempt saw
 * that the source has other sales by now, or none.
 */
export function stateAfter(
  ledger: LedgerLine | null,
  outcome: Pick<DayOutcome, 'state' | 'proof'> | null,
): StoreDayState {
  if (ledger === null) return 'missing';
  if (ledger.state === 'partial' || outcome === null) return ledger.state;
  const hasDrifted =
    outcome.proof === null ? outcome.state === 'missing' : !sameFigures(outcome.proof.after, ledger.sourceFigures);
  return hasDrifted ? 'drifted' : ledger.state;
}
