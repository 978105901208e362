'use client';

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { ListTree } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeyHints } from '#components/runs/key-hints';
import { StepTimeline } from '#components/runs/step-timeline';
import { TimelineZoom } from '#components/runs/timeline-axis';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import type { StepDelta } from '#lib/client/run-comparison';
import { isEnded } from '#lib/client/runs';
import { barsOf, type Stretch, stretchOf, zoomed } from '#lib/client/timeline';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { Run, Step, StepPage } from '#lib/contract/run';

type StepsPanelProps = {
  run: Run;
  steps: UseInfiniteQueryResult<InfiniteData<StepPage>>;
  deltas: ReadonlyMap<string, StepDelta> | null;
  onRetry: (step: Step | null) => void;
};

const views = ['all', 'open', 'failed'] as const;
type View = (typeof views)[number];

const shows: Record<View, (step: Step) => boolean> = {
  all: () => true,
  open: ({ state }) => state === 'running' || state === 'waiting' || state === 'pending',
  failed: ({ state, error }) => state === 'failed' || (state === 'waiting' && error !== null),
};

/** The run's plan in time, step by step. */
export function StepsPanel({ run, steps, deltas, onRetry }: StepsPanelProps) {
  const t = useTranslations('run');
  const asked = useSearchParams().get('steps');
  const show = views.find((name) => name === asked) ?? 'all';
  const [near, setNear] = useState<Stretch | null>(null);
  const now = useTimes(isEnded(run) ? 60_000 : 1000).now.getTime();
  const items = steps.data?.pages.flatMap((page) => page.items) ?? [];
  const whole = stretchOf(
    run,
    items.flatMap((step) => barsOf(step, now)),
    now,
  );
  const view = near ?? whole;
  const shown = items.filter(shows[show]);
  const counts = run.steps;
  return (
    <Panel
      flush
      title={t('steps')}
      className="overflow-hidden"
      note={
        counts.total > 0 ? (
          <FilterTabs
            label={t('showSteps')}
            value={show}
            onChange={(next) => setSearch({ steps: next === 'all' ? null : next })}
            options={[
              { value: 'all', label: t('allSteps', { count: counts.total }) },
              { value: 'open', label: t('openSteps', { count: counts.pending + counts.running + counts.waiting }) },
              { value: 'failed', label: t('failedSteps', { count: counts.failed + counts.waiting }) },
            ]}
          />
        ) : null
      }
      actions={
        items.length > 0 ? (
          <TimelineZoom
            isWhole={near === null}
            onWhole={() => setNear(null)}
            onZoom={(factor) => setNear(wholeAsNull(zoomed(view, whole, factor), whole))}
          />
        ) : null
      }
    >
      <StepsBody run={run} steps={steps} items={items} shown={shown}>
        <StepTimeline
          steps={shown}
          view={view}
          start={whole.from}
          now={now}
          deltas={deltas}
          onStretch={setNear}
          onRetry={onRetry}
          onEscape={() => setNear(null)}
        />
      </StepsBody>
      {steps.hasNextPage ? (
        <div className="border-line border-t px-4 py-2.5">
          <Button look="quiet" pending={steps.isFetchingNextPage} onClick={() => steps.fetchNextPage()}>
            {t('moreOfPlan')}
          </Button>
        </div>
      ) : null}
      {items.length > 0 ? <KeyHints /> : null}
    </Panel>
  );
}

function wholeAsNull(view: Stretch, whole: Stretch): Stretch | null {
  return view.from <= whole.from && view.to >= whole.to ? null : view;
}

type StepsBodyProps = {
  run: Run;
  steps: StepsPanelProps['steps'];
  items: readonly Step[];
  shown: readonly Step[];
  children: React.ReactNode;
};

function StepsBody({ run, steps, items, shown, children }: StepsBodyProps) {
  const t = useTranslations('run');
  if (steps.isPending) return <SkeletonRows rows={8} rowClass="h-9" />;
  if (steps.isError && items.length === 0) {
    return (
      <Failed what={t('stepsFailed')} error={steps.error} onRetry={() => steps.refetch()} retrying={steps.isFetching} />
    );
  }
  if (items.length === 0) {
    return (
      <Empty icon={ListTree} title={t('noSteps')}>
        {t('noStepsNext', { state: run.state })}
      </Empty>
    );
  }
  if (shown.length === 0) return <p className="px-4 py-8 text-center text-soft">{t('noneOfThese')}</p>;
  return children;
}
