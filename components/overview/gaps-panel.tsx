'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { DatabaseZap, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { GapTable } from '#components/overview/gap-table';
import { Button, buttonClass } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { minutesText } from '#lib/client/format';
import { runsRoom } from '#lib/client/runs';
import { recoverPeriod, salesRoom } from '#lib/client/sales';
import { hasProblem, recoverAll } from '#lib/client/store-gaps';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import { addDays, type Day } from '#lib/contract/day';
import type { SalesOverview, StoreGap } from '#lib/contract/overview';

type GapsPanelProps = { overview: UseQueryResult<SalesOverview>; onlyProblems: boolean };

/** The stores and their gaps, each with the one act that closes them. */
export function GapsPanel({ overview, onlyProblems }: GapsPanelProps) {
  const t = useTranslations('gaps');
  const recovery = useRecovery();
  const view = onlyProblems ? 'problems' : 'all';
  const stores = overview.data?.stores ?? [];
  const withProblems = stores.filter(hasProblem);
  return (
    <Panel
      flush
      title={t('title')}
      note={
        stores.length > 0 ? (
          <FilterTabs
            label={t('show')}
            value={view}
            onChange={(show) => setSearch({ show: show === 'all' ? null : show })}
            options={[
              { value: 'all', label: t('all', { count: stores.length }) },
              { value: 'problems', label: t('problems', { count: withProblems.length }) },
            ]}
          />
        ) : null
      }
      actions={overview.data ? <RecoverAll overview={overview.data} recovery={recovery} /> : null}
    >
      <GapsBody overview={overview} view={view} stores={onlyProblems ? withProblems : stores} recovery={recovery} />
    </Panel>
  );
}

function RecoverAll({ overview, recovery }: { overview: SalesOverview; recovery: Recovery }) {
  const t = useTranslations('gaps');
  const plan = recoverAll(overview);
  if (!plan) return null;
  return (
    <Button
      size="small"
      className="max-sm:h-auto max-sm:min-h-9 max-sm:whitespace-normal max-sm:py-1.5"
      icon={<DatabaseZap aria-hidden />}
      pending={recovery.isPending && recovery.variables.stores.length > 1}
      onClick={() => recovery.mutate(plan)}
    >
      {t('recoverAll', { days: plan.days, time: minutesText(plan.minutes) })}
    </Button>
  );
}

type Recovery = ReturnType<typeof useRecovery>;
type GapsBodyProps = {
  overview: UseQueryResult<SalesOverview>;
  view: 'all' | 'problems';
  stores: StoreGap[];
  recovery: Recovery;
};

function GapsBody({ overview, view, stores, recovery }: GapsBodyProps) {
  const t = useTranslations();
  const times = useTimes();
  if (overview.isPending) return <SkeletonRows rows={16} rowClass="h-12" />;
  if (!overview.data) {
    return (
      <Failed
        what={t('gaps.failed')}
        error={overview.error}
        onRetry={() => overview.refetch()}
        retrying={overview.isFetching}
      />
    );
  }
  if (overview.data.stores.length === 0) return <NoStores />;
  if (stores.length === 0) return <p className="px-4 py-10 text-center text-soft">{t('gaps.everyStoreComplete')}</p>;
  const { day } = overview.data;
  const dayName = day === addDays(times.today, -1) ? t('gaps.yesterday') : times.day(day);
  const recovering = recovery.isPending ? recovery.variables.stores : [];
  return (
    <GapTable
      key={view}
      stores={stores}
      dayName={dayName}
      recovering={recovering.length === 1 ? (recovering[0] ?? null) : null}
      onRecover={({ storeId, recommendation }) =>
        recommendation && recovery.mutate({ ...recommendation, stores: [storeId] })
      }
    />
  );
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

function useRecovery() {
  const t = useTranslations('runs');
  return useAct({
    act: (plan: { stores: string[]; from: Day; to: Day }) => recoverPeriod(plan),
    rooms: [salesRoom, runsRoom],
    done: ({ run_id: id }) => ({ title: t('started', { id }), href: `/runs/${id}`, linkText: t('follow') }),
    failed: t('startFailed'),
  });
}
