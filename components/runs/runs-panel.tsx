'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { RunFilters } from '#components/runs/run-filters';
import { RunTable } from '#components/runs/run-table';
import { Button, buttonClass } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { definitionsQuery, runListFilter, runsQuery } from '#lib/client/runs';
import { setSearch } from '#lib/client/url';

/** Every run, newest first; the address holds what is asked for. */
export function RunsPanel() {
  const t = useTranslations('runs');
  const filter = runListFilter(useSearchParams());
  const runs = useQuery({ ...runsQuery(filter), placeholderData: keepPreviousData });
  const definitions = useQuery(definitionsQuery);
  const jobs = definitions.data?.items.map(({ name }) => name) ?? [];
  const filtered = filter.state !== null || filter.job !== null || filter.trigger !== null;
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} />
      <Panel flush title={t('list')} actions={<RunFilters filter={filter} jobs={jobs} />}>
        {runs.isPending ? <SkeletonRows rows={12} rowClass="h-12" /> : null}
        {runs.isError && !runs.data ? (
          <Failed what={t('failed')} error={runs.error} onRetry={() => runs.refetch()} retrying={runs.isFetching} />
        ) : null}
        {runs.data && runs.data.items.length > 0 ? <RunTable runs={runs.data.items} /> : null}
        {runs.data?.items.length === 0 ? <NoRuns filtered={filtered} /> : null}
        {filter.after !== null || runs.data?.next ? (
          <nav
            aria-label={t('paging')}
            className="flex items-center justify-between gap-2 border-line border-t px-4 py-2.5"
          >
            <Button
              look="quiet"
              icon={<ArrowLeft aria-hidden />}
              disabled={filter.after === null}
              onClick={() => setSearch({ after: null })}
            >
              {t('newest')}
            </Button>
            <Button
              look="quiet"
              disabled={!runs.data?.next || runs.isPlaceholderData}
              onClick={() => runs.data?.next && setSearch({ after: runs.data.next })}
            >
              {t('older')}
              <ArrowRight aria-hidden />
            </Button>
          </nav>
        ) : null}
      </Panel>
    </>
  );
}

function NoRuns({ filtered }: { filtered: boolean }) {
  const t = useTranslations('runs');
  if (filtered) {
    return (
      <Empty
        icon={ListChecks}
        title={t('noneMatch')}
        action={
          <Button onClick={() => setSearch({ state: null, job: null, trigger: null, after: null })}>
            {t('clear')}
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      icon={ListChecks}
      title={t('none')}
      action={
        <Link href="/" className={buttonClass('primary')}>
          {t('goToOverview')}
        </Link>
      }
    >
      {t('noneNext')}
    </Empty>
  );
}
