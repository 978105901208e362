'use client';

import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { DatabaseZap, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { GapTable } from '#components/overview/gap-table';
import { Button, buttonClass } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { useToasts } from '#components/ui/toasts';
import { minutesText } from '#lib/client/format';
import { problemOf } from '#lib/client/problem';
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
  const t = useTranslations();
  const recovery = useRecovery();
  const { data } = overview;
  const view = onlyProblems ? 'problems' : 'all';
  const everything = data ? recoverAll(data) : null;
  const withProblems = data?.stores.filter(hasProblem) ?? [];
  return (
    <Panel
      flush
      title={t('gaps.title')}
      note={
        data && data.stores.length > 0 ? (
          <FilterTabs
            label={t('gaps.show')}
            value={view}
            onChange={(show) => setSearch({ show: show === 'all' ? null : show })}
            options={[
              { value: 'all', label: t('gaps.all', { count: data.stores.length }) },
              { value: 'problems', label: t('gaps.problems', { count: withProblems.length }) },
            ]}
          />
        ) : null
      }
      actions={
        everything ? (
          <Button
            size="small"
            className="max-sm:h-auto max-sm:min-h-9 max-sm:whitespace-normal max-sm:py-1.5"
            icon={<DatabaseZap aria-hidden />}
            pending={recovery.isPending && recovery.variables.stores.length > 1}
            onClick={() => recovery.mutate(everything)}
          >
            {t('gaps.recoverAll', { days: everything.days, time: minutesText(everything.minutes) })}
          </Button>
        ) : null
      }
    >
      <GapsBody
        overview={overview}
        view={view}
        stores={onlyProblems ? withProblems : (data?.stores ?? [])}
        recovery={recovery}
      />
    </Panel>
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
  if (overview.data.stores.length === 0) {
    return (
      <Empty
        icon={Plus}
        title={t('gaps.noStores')}
        action={
          <Link href="/stores" className={buttonClass('primary')}>
            {t('gaps.addStores')}
          </Link>
        }
      >
        {t('gaps.noStoresNext')}
      </Empty>
    );
  }
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

function useRecovery() {
  const t = useTranslations();
  const client = useQueryClient();
  const { done, failed } = useToasts();
  return useMutation({
    mutationFn: (plan: { stores: string[]; from: Day; to: Day }) => recoverPeriod(plan),
    onSettled: () => Promise.all([salesRoom, runsRoom].map((room) => client.invalidateQueries({ queryKey: [room] }))),
    onSuccess: ({ run_id: id }) =>
      done({ title: t('runs.started', { id }), href: `/runs/${id}`, linkText: t('runs.follow') }),
    onError: (error) => failed({ title: t('runs.startFailed'), description: problemOf(error).message }),
  });
}
