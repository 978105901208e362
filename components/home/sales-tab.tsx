'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { MatrixPanel } from '#components/matrix/matrix-panel';
import { Skeleton } from '#components/ui/skeleton';
import { WhenNear } from '#components/ui/when-near';
import type { RecoverySelection } from '#lib/client/recovery';
import type { SalesOverview } from '#lib/contract/overview';

// Each as tall as it is for sixteen stores.
const manualPlace = <Skeleton className="h-[60rem] rounded-lg" />;
const logPlace = <Skeleton className="h-[30rem] rounded-lg" />;

const ManualPanel = dynamic(() => import('#components/manual/manual-panel').then((m) => m.ManualPanel), {
  ssr: false,
  loading: () => manualPlace,
});
const LogPanel = dynamic(() => import('#components/home/log-panel').then((m) => m.LogPanel), {
  ssr: false,
  loading: () => logPlace,
});

type SalesTabProps = {
  overview: UseQueryResult<SalesOverview>;
  onRecover: (selection: RecoverySelection) => void;
};

/** The sales of the stores: every store-day, what to load by hand, and what the loads say. */
export function SalesTab({ overview, onRecover }: SalesTabProps) {
  return (
    <>
      <MatrixPanel onRecover={onRecover} />
      <WhenNear placeholder={manualPlace}>
        <ManualPanel overview={overview} onRecover={onRecover} />
      </WhenNear>
      <WhenNear placeholder={logPlace}>
        <LogPanel />
      </WhenNear>
    </>
  );
}
