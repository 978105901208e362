import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OverviewPanel } from '#components/overview/overview-panel';
import { Prefetched } from '#components/shell/prefetched';
import { runListParams, runsQuery } from '#lib/client/runs';
import { lastLoadFilter, overviewQuery, schedulerQuery } from '#lib/client/sales';
import { RunFilter } from '#lib/contract/endpoints/runs';
import { schedulerStatus } from '#lib/etl/scheduler-status';
import { listRuns } from '#lib/runs/list-runs';
import { runtime } from '#lib/runtime/current';
import { salesOverview } from '#lib/sales/sales-overview';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

export default function OverviewPage() {
  const program = runtime();
  const { db, config } = program;
  const lastLoad = RunFilter.parse(runListParams(lastLoadFilter, 1));
  return (
    <Prefetched
      readings={[
        {
          queryKey: overviewQuery.queryKey,
          read: () => salesOverview(db, { now: new Date(), zone: config.FLUXION_ZONE }),
        },
        { queryKey: schedulerQuery.queryKey, read: () => schedulerStatus(program) },
        { queryKey: runsQuery(lastLoadFilter, 1).queryKey, read: () => listRuns(db, lastLoad) },
      ]}
    >
      <OverviewPanel />
    </Prefetched>
  );
}
