'use client';

import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { LogPanel } from '#components/logs/log-panel';
import { ComparisonStrip } from '#components/runs/comparison-strip';
import { FailurePanel } from '#components/runs/failure-panel';
import { RunComments } from '#components/runs/run-comments';
import { RunHeading } from '#components/runs/run-heading';
import { RunValues } from '#components/runs/run-values';
import { StepsPanel } from '#components/runs/steps-panel';
import { usePageKeys } from '#components/runs/use-page-keys';
import { useRunActs } from '#components/runs/use-run-acts';
import { useStepRetry } from '#components/runs/use-step-retry';
import { Button } from '#components/ui/button';
import { stepDeltas } from '#lib/client/run-comparison';
import { previousRunQuery, stepsQuery } from '#lib/client/runs';
import { setSearch } from '#lib/client/url';
import type { Run, Step, StepPage } from '#lib/contract/run';

type RunViewProps = { run: Run; steps: UseInfiniteQueryResult<InfiniteData<StepPage>> };

export function RunView({ run, steps }: RunViewProps) {
  const t = useTranslations('run');
  const comparing = useSearchParams().get('compare') === '1';
  const previous = useQuery({ ...previousRunQuery(run.id), enabled: comparing });
  const before = previous.data ? (previous.data.items[0] ?? null) : undefined;
  const others = useInfiniteQuery({ ...stepsQuery(before?.id ?? '', false), enabled: comparing && Boolean(before) });
  const searchInput = useRef<HTMLInputElement>(null);
  const acts = useRunActs(run);
  const retryStep = useStepRetry(run.id);
  const retry = () => (acts.tryNow.possible ? acts.tryNow.act() : acts.retry.act());
  const onKeyDown = usePageKeys({
    onRetry: retry,
    onPause: () => (acts.resume.possible ? acts.resume.act() : acts.pause.act()),
    onSearch: () => searchInput.current?.focus(),
  });
  const items = itemsOf(steps.data);
  const itemsBefore = itemsOf(others.data);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for whatever on the page has the focus; each has its button too
    <div className="flex flex-col gap-4 sm:gap-5" onKeyDown={onKeyDown}>
      <RunHeading
        run={run}
        steps={items}
        tools={
          <Button
            look={comparing ? 'secondary' : 'quiet'}
            aria-pressed={comparing}
            icon={<GitCompareArrows aria-hidden />}
            onClick={() => setSearch({ compare: comparing ? null : '1' })}
          >
            {t('compare')}
          </Button>
        }
      />
      {comparing ? <ComparisonStrip run={run} steps={items} before={before} stepsBefore={itemsBefore} /> : null}
      <FailurePanel run={run} steps={items} onRetryNow={acts.tryNow} />
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] xl:items-start">
        <StepsPanel
          run={run}
          steps={steps}
          deltas={comparing && before ? stepDeltas(items, itemsBefore) : null}
          onRetry={(step) => (step?.state === 'waiting' ? retryStep(step) : retry())}
        />
        <LogPanel runId={run.id} cut={run.logLinesCut} searchInput={searchInput} />
      </div>
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] xl:items-start">
        <RunValues run={run} />
        <RunComments runId={run.id} />
      </div>
    </div>
  );
}

function itemsOf(data: InfiniteData<StepPage> | undefined): Step[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
