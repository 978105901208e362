'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BellOff } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ChannelLine } from '#components/alerts/channel-line';
import { IncidentList } from '#components/alerts/incident-list';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { PageTurner } from '#components/ui/page-turner';
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
        <PageTurner after={filter.after} next={next} turning={alerts.isPlaceholderData} />
      </Panel>
    </>
  );
}
