'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { FailurePanel } from '#components/runs/failure-panel';
import { LogPanel } from '#components/runs/log-panel';
import { RunHeading, RunHeadingSkeleton } from '#components/runs/run-heading';
import { StepsPanel } from '#components/runs/steps-panel';
import { Failed } from '#components/ui/notice';
import { problemOf } from '#lib/client/problem';
import { isEnded, runQuery, stepsQuery } from '#lib/client/runs';

/** One run: what it did, what failed and why, its steps, its log. */
export function RunPanel({ id }: { id: string }) {
  const t = useTranslations('run');
  const run = useQuery(runQuery(id));
  const live = run.data !== undefined && !isEnded(run.data);
  const steps = useInfiniteQuery(stepsQuery(id, live));
  if (!run.data && run.isError && problemOf(run.error).code === 'not_found') notFound();
  if (!run.data && run.isError) {
    return (
      <Failed what={t('failed', { id })} error={run.error} onRetry={() => run.refetch()} retrying={run.isFetching} />
    );
  }
  return (
    <div className="flex flex-col gap-4 sm:gap-5">
      {run.data ? <RunHeading run={run.data} /> : <RunHeadingSkeleton id={id} />}
      {run.data ? <FailurePanel run={run.data} steps={steps.data?.pages.flatMap(({ items }) => items) ?? []} /> : null}
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
        <StepsPanel steps={steps} counts={run.data?.steps ?? null} />
        <LogPanel runId={id} cut={run.data?.logLinesCut ?? 0} />
      </div>
    </div>
  );
}
