'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, BellOff } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ChannelLine } from '#components/alerts/channel-line';
import { IncidentList } from '#components/alerts/incident-list';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { alertListFilter, alertSummaryQuery, alertsQuery } from '#lib/client/alerts';
import { setSearch } from '#lib/client/url';
import { IncidentState } from '#lib/contract/endpoints/alerts';

/** Every incident, newest first; the address holds which. */
export function AlertsPanel() {
  const t = useTranslations('alerts');
  const filter = alertListFilter(useSearchParams());
  const summary = useQuery(alertSummaryQuery).data;
  const alerts = useQuery({ ...alertsQuery(filter), placeholderData: keepPreviousData });
  const states = IncidentState.options.map((value) => ({
    value,
    label:
      value === 'open' && summary
        ? t('stateCount', { name: t('state.open'), count: summary.open })
        : t(`state.${value}`),
  }));
  const next = alerts.data?.next ?? null;
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} />
      <Panel
        flush
        title={t('list')}
        actions={
          <FilterTabs
            label={t('filter')}
            value={filter.state}
            options={states}
            onChange={(state) => setSearch({ state, after: null })}
          />
        }
      >
        {summary ? <ChannelLine summary={summary} /> : null}
        {alerts.isPending ? <SkeletonRows rows={5} rowClass="h-28" /> : null}
        {alerts.isError && !alerts.data ? (
          <Failed
            what={t('failed')}
            error={alerts.error}
            onRetry={() => alerts.refetch()}
            retrying={alerts.isFetching}
          />
        ) : null}
        {alerts.data && alerts.data.items.length > 0 ? (
          <IncidentList label={t(`state.${filter.state}`)} incidents={alerts.data.items} />
        ) : null}
        {alerts.data?.items.length === 0 ? (
          <Empty icon={BellOff} title={t(`none.${filter.state}`)}>
            {t(`noneNext.${filter.state}`)}
          </Empty>
        ) : null}
        {filter.after !== null || next ? (
          <nav aria-label={t('paging')} className="flex justify-between gap-2 border-line border-t px-4 py-2.5">
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
              disabled={next === null || alerts.isPlaceholderData}
              onClick={() => next && setSearch({ after: next })}
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
