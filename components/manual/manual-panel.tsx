'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { DatabaseZap, Plus, Search } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ExportButton } from '#components/exports/export-button';
import { GapTable } from '#components/manual/gap-table';
import { GapTiles } from '#components/manual/gap-tiles';
import { LoadForm } from '#components/manual/load-form';
import { useMay } from '#components/shell/me';
import { Button, buttonClass } from '#components/ui/button';
import { controlClass } from '#components/ui/control';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton, SkeletonRows } from '#components/ui/skeleton';
import { type GapView, gapView } from '#lib/client/gap-view';
import type { RecoverySelection } from '#lib/client/recovery';
import { type GapAct, recoverableDays } from '#lib/client/store-gaps';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import { addDays } from '#lib/contract/day';
import { storesShown } from '#lib/contract/gap-choice';
import type { SalesOverview } from '#lib/contract/overview';
import type { StoreId } from '#lib/contract/store';

type ManualPanelProps = {
  overview: UseQueryResult<SalesOverview>;
  onRecover: (selection: RecoverySelection) => void;
};

/** What a person can load by hand: the stores that need it, and any stores over any days. */
export function ManualPanel({ overview, onRecover }: ManualPanelProps) {
  const t = useTranslations('gaps');
  const view = gapView(useSearchParams());
  const units = recoverableDays(overview.data?.stores ?? []);
  return (
    <Panel
      flush
      title={t('title')}
      actions={
        <>
          <FindStore find={view.find} />
          <ExportButton exported={{ kind: 'gaps', show: view.show, find: view.find }} />
          {units > 0 ? (
            <Button needs="operator" size="small" icon={<DatabaseZap aria-hidden />} onClick={() => onRecover('all')}>
              {t('recoverAll', { days: units })}
            </Button>
          ) : null}
        </>
      }
    >
      <ManualBody overview={overview} view={view} onRecover={onRecover} />
    </Panel>
  );
}

function FindStore({ find }: { find: string }) {
  const t = useTranslations('gaps');
  return (
    <label className="relative max-sm:w-full">
      <span className="sr-only">{t('find')}</span>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        type="search"
        value={find}
        placeholder={t('find')}
        onChange={(event) => setSearch({ find: event.currentTarget.value || null })}
        className={`${controlClass} h-7 pl-8 pointer-coarse:h-9 sm:w-44`}
      />
    </label>
  );
}

type ManualBodyProps = ManualPanelProps & { view: GapView };

function ManualBody({ overview, view, onRecover }: ManualBodyProps) {
  const t = useTranslations();
  const { data } = overview;
  const mayLoad = useMay('operator');
  const act = useCallback(
    (storeId: StoreId, { from, to }: GapAct) => onRecover({ stores: [storeId], from, to }),
    [onRecover],
  );
  if (overview.isPending) return <ManualSkeleton />;
  if (!data) {
    return (
      <Failed
        what={t('gaps.failed')}
        error={overview.error}
        onRetry={() => overview.refetch()}
        retrying={overview.isFetching}
      />
    );
  }
  if (data.stores.length === 0) return <NoStores />;
  return (
    <>
      <div className="grid gap-x-6 gap-y-3 border-line border-b p-4 xl:grid-cols-[27rem_minmax(0,1fr)] xl:items-end">
        <GapTiles stores={data.stores} show={view.show} />
        {mayLoad ? <LoadForm stores={data.stores} onLoad={onRecover} /> : null}
      </div>
      <Rows overview={data} view={view} onAct={act} />
    </>
  );
}

type RowsProps = { overview: SalesOverview; view: GapView; onAct: (storeId: StoreId, act: GapAct) => void };

function Rows({ overview: { day, stores }, view, onAct }: RowsProps) {
  const t = useTranslations('gaps');
  const times = useTimes();
  const shown = storesShown(stores, view);
  if (shown.length === 0) {
    return (
      <p className="px-4 py-10 text-center text-soft">{t(view.find === '' ? `none.${view.show}` : 'noneFound')}</p>
    );
  }
  const dayName = day === addDays(times.today, -1) ? t('yesterday') : times.day(day);
  const order = `${view.show} ${view.sort} ${view.down} ${view.find}`;
  return <GapTable key={order} stores={shown} view={view} dayName={dayName} onAct={onAct} />;
}

function NoStores() {
  const t = useTranslations('gaps');
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

/** As tall as the tiles, the form and sixteen stores. */
function ManualSkeleton() {
  return (
    <div aria-busy>
      <div className="grid gap-x-6 gap-y-3 border-line border-b p-4 xl:grid-cols-[27rem_minmax(0,1fr)]">
        <Skeleton className="h-16" />
        <Skeleton className="h-14 xl:h-8 xl:self-end" />
      </div>
      <SkeletonRows rows={16} rowClass="h-13" />
    </div>
  );
}
