'use client';

import { useSearchParams } from 'next/navigation';
import { CellInspector } from '#components/inspector/cell-inspector';
import { InspectorFrame } from '#components/inspector/inspector-frame';
import { RunInspector } from '#components/inspector/run-inspector';
import { StoreInspector } from '#components/inspector/store-inspector';
import { inspected } from '#lib/client/inspector';
import { cellText } from '#lib/client/matrix';
import type { DaySelection } from '#lib/client/matrix-selection';
import type { LoadMode } from '#lib/contract/sales';

/** `mode` when days that are whole are meant too. */
export type RecoverAct = (selection: DaySelection & { mode?: LoadMode }) => void;

/** All that is known of a store-day, a store or a run, beside the page: the address says which. */
export function Inspector({ onRecover }: { onRecover: RecoverAct }) {
  const shown = inspected(useSearchParams());
  if (!shown) return null;
  return (
    <InspectorFrame shown={shown}>
      {shown.kind === 'cell' ? (
        <CellInspector key={cellText(shown.cell)} cell={shown.cell} onRecover={onRecover} />
      ) : shown.kind === 'store' ? (
        <StoreInspector key={shown.storeId} storeId={shown.storeId} onRecover={onRecover} />
      ) : (
        <RunInspector key={shown.runId} runId={shown.runId} />
      )}
    </InspectorFrame>
  );
}
