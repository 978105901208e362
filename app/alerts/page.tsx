import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AlertsPanel } from '#components/alerts/alerts-panel';
import { Prefetched } from '#components/shell/prefetched';
import { listIncidents } from '#lib/alerts/list-incidents';
import { alertCounts } from '#lib/alerts/summary';
import { alertListFilter, alertListParams, alertSummaryQuery, alertsQuery } from '#lib/client/alerts';
import { runtime } from '#lib/runtime/current';

type AlertsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts');
  return { title: t('title') };
}

export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const { db, alerts } = runtime();
  const search = new Map(Object.entries(await searchParams));
  const filter = alertListFilter({ get: (name) => [search.get(name) ?? null].flat()[0] ?? null });
  return (
    <Prefetched
      readings={[
        { queryKey: alertsQuery(filter).queryKey, read: () => listIncidents(db, alertListParams(filter)) },
        { queryKey: alertSummaryQuery.queryKey, read: () => alertCounts(db, alerts.voice.channels) },
      ]}
    >
      <AlertsPanel />
    </Prefetched>
  );
}
