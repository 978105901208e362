'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { RunHeadingSkeleton } from '#components/runs/run-heading';
import { RunView } from '#components/runs/run-view';
import { Failed } from '#components/ui/notice';
import { problemOf } from '#lib/client/problem';
import { isEnded, mostSteps, runQuery, stepsQuery } from '#lib/client/runs';

/** One run: what it did, what failed and why, its steps in time, its log. */
export function RunPanel({ id }: { id: string }) {
  const t = useTranslations('run');
  const run = useQuery(runQuery(id));
  const live = run.data !== undefined && !isEnded(run.data);
  const steps = useInfiniteQuery(stepsQuery(id, live));
  const { fetchNextPage, hasNextPage, isFetching } = steps;
  const held = steps.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && held < mostSteps) fetchNextPage();
  }, [hasNextPage, isFetching, held, fetchNextPage]);
  if (!run.data && run.isError && problemOf(run.error).code === 'not_found') notFound();
  if (!run.data && run.isError) {
    return (
      <Failed what={t('failed', { id })} error={run.error} onRetry={() => run.refetch()} retrying={run.isFetching} />
    );
  }
  return run.data ? <RunView run={run.data} steps={steps} /> : <RunHeadingSkeleton id={id} />;
}
