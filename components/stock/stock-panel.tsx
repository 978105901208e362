'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, PackageOpen, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { StockFigures, StockFiguresSkeleton } from '#components/stock/stock-figures';
import { StockTable } from '#components/stock/stock-table';
import { useTakeStock } from '#components/stock/use-take-stock';
import { Button, buttonClass } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { needsAttention, type StockShow, stockQuery, stockShows } from '#lib/client/stock';
import { setSearch } from '#lib/client/url';
import type { StockOverview } from '#lib/contract/stock';

/** The stock of the stores: what lies on their shelves, how old that is, and taking it anew. */
export function StockPanel() {
  const t = useTranslations('stock');
  const stock = useQuery(stockQuery);
  const { data } = stock;
  if (!data) {
    return (
      <Panel flush title={t('title')}>
        {stock.isError ? (
          <Failed what={t('failed')} error={stock.error} onRetry={() => stock.refetch()} retrying={stock.isFetching} />
        ) : (
          <div aria-busy>
            <StockFiguresSkeleton />
            <SkeletonRows rows={16} rowClass="h-14" />
          </div>
        )}
      </Panel>
    );
  }
  return (
    <Panel flush title={t('title')} actions={data.stores.length > 0 ? <Acts data={data} /> : null}>
      {data.stores.length === 0 ? <NoStores /> : <Content data={data} />}
    </Panel>
  );
}

function useShow(): StockShow {
  const asked = useSearchParams().get('snapshots');
  return stockShows.find((show) => show === asked) ?? 'all';
}

function Acts({ data: { stores } }: { data: StockOverview }) {
  const t = useTranslations('stock');
  const take = useTakeStock();
  const attention = stores.filter(needsAttention).length;
  return (
    <>
      <FilterTabs
        label={t('show')}
        value={useShow()}
        options={[
          { value: 'all', label: t('shows.all', { count: stores.length }) },
          { value: 'attention', label: t('shows.attention', { count: attention }) },
        ]}
        onChange={(show) => setSearch({ snapshots: show === 'all' ? null : show })}
      />
      <Button
        needs="operator"
        size="small"
        icon={<RefreshCw aria-hidden />}
        pending={take.isPending}
        disabled={stores.every(({ underWay, active }) => underWay || !active)}
        onClick={() => take.mutate(undefined)}
      >
        {t('takeAll')}
      </Button>
    </>
  );
}

function Content({ data: { totals, stores } }: { data: StockOverview }) {
  const t = useTranslations('stock');
  const shown = useShow() === 'attention' ? stores.filter(needsAttention) : stores;
  return (
    <>
      <StockFigures totals={totals} />
      <div className="border-line border-t">
        {shown.length === 0 ? <Empty icon={CircleCheck} title={t('nothingOpen')} /> : <StockTable stores={shown} />}
      </div>
    </>
  );
}

function NoStores() {
  const t = useTranslations('stock');
  return (
    <Empty
      icon={PackageOpen}
      title={t('noStores')}
      action={
        <Link href="/stores" className={buttonClass()}>
          {t('toStores')}
        </Link>
      }
    >
      {t('noStoresNext')}
    </Empty>
  );
}
