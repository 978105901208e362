'use client';

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { ListTree } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { StepTable } from '#components/runs/step-table';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { setSearch } from '#lib/client/url';
import type { Step, StepCounts, StepPage } from '#lib/contract/run';

type StepsPanelProps = {
  steps: UseInfiniteQueryResult<InfiniteData<StepPage>>;
  counts: StepCounts | null;
};

const views = ['all', 'open', 'failed'] as const;
type View = (typeof views)[number];

const shows: Record<View, (step: Step) => boolean> = {
  all: () => true,
  open: ({ state }) => state === 'running' || state === 'waiting' || state === 'pending',
  failed: ({ state, error }) => state === 'failed' || (state === 'waiting' && error !== null),
};

/** The run's plan, step by step. */
export function StepsPanel({ steps, counts }: StepsPanelProps) {
  const t = useTranslations('run');
  const asked = useSearchParams().get('steps');
  const view = views.find((name) => name === asked) ?? 'all';
  const items = steps.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      flush
      title={t('steps')}
      className="self-start overflow-hidden"
      note={
        counts && counts.total > 0 ? (
          <FilterTabs
            label={t('showSteps')}
            value={view}
            onChange={(next) => setSearch({ steps: next === 'all' ? null : next })}
            options={[
              { value: 'all', label: t('allSteps', { count: counts.total }) },
              { value: 'open', label: t('openSteps', { count: counts.pending + counts.running + counts.waiting }) },
              { value: 'failed', label: t('failedSteps', { count: counts.failed + counts.waiting }) },
            ]}
          />
        ) : null
      }
    >
      <div className="xl:max-h-[max(28rem,calc(100dvh-8rem))] xl:overflow-y-auto">
        <StepsBody steps={steps} items={items} shown={items.filter(shows[view])} />
        {steps.hasNextPage ? (
          <div className="border-line border-t px-4 py-2.5">
            <Button look="quiet" pending={steps.isFetchingNextPage} onClick={() => steps.fetchNextPage()}>
              {t('moreOfPlan')}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

type StepsBodyProps = { steps: StepsPanelProps['steps']; items: Step[]; shown: Step[] };

function StepsBody({ steps, items, shown }: StepsBodyProps) {
  const t = useTranslations('run');
  if (steps.isPending) return <SkeletonRows rows={6} />;
  if (steps.isError && items.length === 0) {
    return (
      <Failed what={t('stepsFailed')} error={steps.error} onRetry={() => steps.refetch()} retrying={steps.isFetching} />
    );
  }
  if (items.length === 0) {
    return (
      <Empty icon={ListTree} title={t('noSteps')}>
        {t('noStepsNext')}
      </Empty>
    );
  }
  if (shown.length === 0) return <p className="px-4 py-8 text-center text-soft">{t('noneOfThese')}</p>;
  return <StepTable steps={shown} />;
}
