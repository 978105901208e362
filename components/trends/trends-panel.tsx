'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartColumn, Store as StoreIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TrendFilters } from '#components/trends/trend-filters';
import { GapTrendTable, LoadTable, SuccessTable } from '#components/trends/trend-tables';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { loadMetrics, type TrendView, trendBars, trendsQuery, trendView } from '#lib/client/trends';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { Trends } from '#lib/contract/trends';

const ChartSkeleton = () => <Skeleton className="h-72" />;
// The charts come when they are needed: no other page carries them. Next reads these options before the code runs.
const SuccessChart = dynamic(() => import('#components/trends/success-chart').then((chart) => chart.SuccessChart), {
  ssr: false,
  loading: ChartSkeleton,
});
const GapChart = dynamic(() => import('#components/trends/gap-chart').then((chart) => chart.GapChart), {
  ssr: false,
  loading: ChartSkeleton,
});
const LoadChart = dynamic(() => import('#components/trends/load-chart').then((chart) => chart.LoadChart), {
  ssr: false,
  loading: ChartSkeleton,
});

/** Is it getting better? Success per day, how far behind, and how long loads take. */
export function TrendsPanel() {
  const t = useTranslations('trends');
  const view = trendView(useSearchParams());
  const trends = useQuery(trendsQuery(view));
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} actions={<TrendFilters view={view} />} />
      {trends.data ? (
        <Shown trends={trends.data} view={view} stale={trends.isPlaceholderData} />
      ) : trends.isError ? (
        <Panel title={t('success')}>
          <Failed
            what={t('failed')}
            error={trends.error}
            onRetry={() => trends.refetch()}
            retrying={trends.isFetching}
          />
        </Panel>
      ) : (
        <Loading />
      )}
    </>
  );
}

function Loading() {
  const t = useTranslations('trends');
  return (
    <div aria-busy className="flex flex-col gap-4 sm:gap-5">
      {(['success', 'gaps', 'loads'] as const).map((name) => (
        <Panel key={name} title={t(name)}>
          <ChartSkeleton />
        </Panel>
      ))}
    </div>
  );
}

type ShownProps = { trends: Trends; view: TrendView; stale: boolean };

function Shown({ trends, view, stale }: ShownProps) {
  const t = useTranslations('trends');
  const times = useTimes();
  const { from, due, days, gaps, loads, estimatedTo } = trends;
  if (gaps.length === 0) {
    return (
      <Panel title={t('title')}>
        <Empty icon={StoreIcon} title={t('none')}>
          {t('noneNext')}
        </Empty>
      </Panel>
    );
  }
  const dueDays = days.filter(({ day }) => day <= due);
  const bars = trendBars(dueDays);
  const hasGaps = gaps.some(({ daysBehind }) => daysBehind.some((count) => count !== null));
  return (
    <div
      aria-busy={stale}
      className={stale ? 'flex flex-col gap-4 opacity-60 sm:gap-5' : 'flex flex-col gap-4 sm:gap-5'}
    >
      <TrendSheet
        title={t('success')}
        note={times.range(from, dueDays.at(-1)?.day ?? from)}
        empty={bars.every(({ verified, partial, missing }) => verified + partial + missing === 0)}
        asTable={view.asTable}
        chart={<SuccessChart bars={bars} />}
        table={<SuccessTable bars={bars} />}
      />
      <TrendSheet
        title={t('gaps')}
        note={estimatedTo ? t('estimated', { day: times.day(estimatedTo) }) : t('gapsNote')}
        empty={!hasGaps}
        emptyWords={{ title: t('gapsEmpty'), next: t('gapsEmptyNext') }}
        asTable={view.asTable}
        chart={<GapChart gaps={gaps} from={from} />}
        table={<GapTrendTable gaps={gaps} />}
      />
      <TrendSheet
        title={t('loads')}
        note={t('loadsNote')}
        actions={view.asTable ? null : <MetricTabs view={view} />}
        empty={loads.every((load) => load.loads === 0)}
        asTable={view.asTable}
        chart={<LoadChart loads={loads} metric={view.metric} />}
        table={<LoadTable loads={loads} />}
      />
    </div>
  );
}

type TrendSheetProps = {
  title: string;
  note: string;
  actions?: ReactNode;
  empty: boolean;
  /** Where it is empty for a reason of its own. */
  emptyWords?: { title: string; next: string };
  asTable: boolean;
  chart: ReactNode;
  table: ReactNode;
};

/** One trend: as a chart, or the same numbers as a table. */
function TrendSheet({ title, note, actions, empty, emptyWords, asTable, chart, table }: TrendSheetProps) {
  const t = useTranslations('trends');
  return (
    <Panel flush title={title} note={note} actions={actions}>
      {empty ? (
        <Empty icon={ChartColumn} title={emptyWords?.title ?? t('empty')}>
          {emptyWords?.next ?? t('emptyNext')}
        </Empty>
      ) : asTable ? (
        table
      ) : (
        <div className="p-4">{chart}</div>
      )}
    </Panel>
  );
}

function MetricTabs({ view }: { view: TrendView }) {
  const t = useTranslations('trends');
  return (
    <FilterTabs
      label={t('metric')}
      value={view.metric}
      options={loadMetrics.map((value) => ({ value, label: t(`metrics.${value}`) }))}
      onChange={(metric) => setSearch({ metric: metric === 'medianLoadMs' ? null : metric })}
    />
  );
}
