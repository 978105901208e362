'use client';

import clsx from 'clsx';
import { ArrowUp, ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ExportButton } from '#components/exports/export-button';
import { BulkBar } from '#components/runs/bulk-bar';
import { RunFilters } from '#components/runs/run-filters';
import { RunTable } from '#components/runs/run-table';
import { useRunList } from '#components/runs/use-run-list';
import { Button, buttonClass } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { PageTurner } from '#components/ui/page-turner';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { everyRun, filterInUrl, isFiltered, runListFilter } from '#lib/client/run-list';
import { setSearch } from '#lib/client/url';

const noneChosen: ReadonlySet<string> = new Set();

/** Every run, newest first; the address holds what is asked for. */
export function RunsPanel() {
  const t = useTranslations('runs');
  const filter = runListFilter(useSearchParams());
  const { query, key, rows, next, changing, arrivals, showNewest } = useRunList(filter);
  const [choice, setChoice] = useState({ key, ids: noneChosen });
  const chosen = choice.key === key ? choice.ids : noneChosen;
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const rest = [...chosen].filter((id) => !ids.includes(id));
    setChoice({ key, ids: new Set(isChosen ? [...rest, ...ids] : rest) });
  };
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} />
      <Panel flush title={t('list')} actions={<ExportButton exported={{ kind: 'runs', filter }} />}>
        <RunFilters filter={filter} />
        {arrivals.count > 0 ? (
          <div className="sticky top-2 z-20 flex h-0 justify-center">
            <Button
              size="small"
              look="primary"
              icon={<ArrowUp aria-hidden />}
              className="mt-1 shadow-float"
              onClick={showNewest}
            >
              {t('arrivals', { count: arrivals.count, more: String(arrivals.more) })}
            </Button>
          </div>
        ) : null}
        {query.isPending ? <SkeletonRows rows={12} rowClass="h-12" /> : null}
        {query.isError && !query.data ? (
          <Failed what={t('failed')} error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : null}
        {rows.length > 0 ? (
          <div aria-busy={changing} className={clsx(changing && 'opacity-60')}>
            <RunTable runs={rows} chosen={chosen} onChoose={choose} />
          </div>
        ) : null}
        {query.data && rows.length === 0 ? <NoRuns filtered={isFiltered(filter)} /> : null}
        <PageTurner after={filter.after} next={next} turning={changing} />
      </Panel>
      {chosen.size > 0 ? (
        <BulkBar
          filter={filter}
          runs={rows.filter(({ id }) => chosen.has(id))}
          onDone={() => setChoice({ key, ids: noneChosen })}
        />
      ) : null}
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
        action={<Button onClick={() => setSearch(filterInUrl(everyRun))}>{t('clear')}</Button>}
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
