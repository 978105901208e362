'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { MatrixBoard } from '#components/matrix/matrix-board';
import { MatrixLegend } from '#components/matrix/matrix-legend';
import { MatrixSkeleton } from '#components/matrix/matrix-skeleton';
import { MatrixToolbar } from '#components/matrix/matrix-toolbar';
import { buttonClass } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { hasOpenDay, matrixQuery, matrixView } from '#lib/client/matrix';
import type { DaySelection } from '#lib/client/matrix-selection';
import { overviewQuery } from '#lib/client/sales';
import { useTimes } from '#lib/client/use-times';
import { daysBetween } from '#lib/contract/day';

const usualStores = 16;

/** Every store-day of a period at a glance; act on a cell, on a dragged range, on chosen stores. */
export function MatrixPanel({ onRecover }: { onRecover: (selection: DaySelection) => void }) {
  const t = useTranslations('matrix');
  const { today } = useTimes();
  const view = matrixView(useSearchParams(), today);
  const matrix = useQuery(matrixQuery(view));
  const { data: stores } = useQuery({ ...overviewQuery, select: (overview) => overview.stores.length });
  const rows = matrix.data?.rows ?? [];
  return (
    <Panel flush title={t('title')}>
      <MatrixToolbar view={view} stores={rows.length} withProblems={rows.filter(hasOpenDay).length} />
      {matrix.data && rows.length > 0 ? (
        <MatrixBoard
          key={`${view.onlyProblems} ${view.period ?? 'own'}`}
          matrix={matrix.data}
          view={view}
          onRecover={onRecover}
        />
      ) : matrix.data ? (
        <NoStores />
      ) : matrix.isPending ? (
        <MatrixSkeleton stores={stores ?? usualStores} days={daysBetween(view.from, view.to) + 1} />
      ) : (
        <Failed what={t('failed')} error={matrix.error} onRetry={() => matrix.refetch()} retrying={matrix.isFetching} />
      )}
      {rows.length > 0 ? null : <MatrixLegend />}
    </Panel>
  );
}

function NoStores() {
  const t = useTranslations('matrix');
  return (
    <Empty
      icon={Plus}
      title={t('noStores')}
      action={
        <Link href="/stores" className={buttonClass('primary')}>
          {t('addStores')}
        </Link>
      }
    >
      {t('noStoresNext')}
    </Empty>
  );
}
