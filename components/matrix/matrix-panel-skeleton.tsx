'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { MatrixLegend } from '#components/matrix/matrix-legend';
import { MatrixSkeleton } from '#components/matrix/matrix-skeleton';
import { Panel } from '#components/ui/panel';
import { matrixView } from '#lib/client/matrix';
import { overviewQuery } from '#lib/client/sales';
import { useTimes } from '#lib/client/use-times';
import { daysBetween } from '#lib/contract/day';

const usualStores = 16;

/** The panel while its program is on its way: as high as it will be, for the stores that are known. */
export function MatrixPanelSkeleton() {
  const t = useTranslations('matrix');
  const { today } = useTimes();
  const { from, to } = matrixView(useSearchParams(), today);
  const { data: stores } = useQuery({ ...overviewQuery, select: (overview) => overview.stores.length });
  return (
    <Panel flush title={t('title')}>
      <div className="h-[3.3125rem] border-line border-b max-sm:h-48" />
      <MatrixSkeleton stores={stores || usualStores} days={daysBetween(from, to) + 1} />
      <MatrixLegend />
    </Panel>
  );
}
