import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HomePanel } from '#components/home/home-panel';
import { Prefetched } from '#components/shell/prefetched';
import { connectivityQuery } from '#lib/client/connectivity';
import { matrixQuery, matrixView } from '#lib/client/matrix';
import { runListParams } from '#lib/client/run-list';
import { runsQuery } from '#lib/client/runs';
import { lastLoadFilter, overviewQuery, schedulerQuery, summariesQuery } from '#lib/client/sales';
import { schedulesQuery } from '#lib/client/schedules';
import { stockQuery } from '#lib/client/stock';
import { dayInZone } from '#lib/contract/day';
import { RunFilter } from '#lib/contract/endpoints/runs';
import { schedulerStatus } from '#lib/etl/scheduler-status';
import { connectivityNow } from '#lib/links/list-links';
import { listRuns } from '#lib/runs/list-runs';
import { runtime } from '#lib/runtime/current';
import { listDailySummaries } from '#lib/sales/daily-summary';
import { salesDataset } from '#lib/sales/sales-dataset';
import { salesMatrix } from '#lib/sales/sales-matrix';
import { salesOverview } from '#lib/sales/sales-overview';
import { clockOf, listSchedules } from '#lib/schedules/list-schedules';
import { stockOverview } from '#lib/stock/stock-overview';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

type HomePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function HomePage({ searchParams }: HomePageProps) {
  const program = runtime();
  const { db, config } = program;
  const clock = { now: new Date(), zone: config.FLUXION_ZONE };
  const lastLoad = RunFilter.parse(runListParams(lastLoadFilter, 1));
  const search = searchOf(await searchParams);
  const { from, to } = matrixView(search, dayInZone(clock.now, clock.zone));
  const tabReading =
    search.get('tab') === 'stock'
      ? { queryKey: stockQuery.queryKey, read: () => stockOverview(db, clock) }
      : { queryKey: matrixQuery({ from, to }).queryKey, read: () => salesMatrix(db, { from, to }, clock) };
  return (
    <Prefetched
      readings={[
        { queryKey: overviewQuery.queryKey, read: () => salesOverview(db, clock) },
        { queryKey: schedulerQuery.queryKey, read: () => schedulerStatus(program) },
        { queryKey: schedulesQuery.queryKey, read: () => listSchedules(db, clockOf(config)) },
        { queryKey: summariesQuery.queryKey, read: () => listDailySummaries(db, { limit: 14 }) },
        { queryKey: runsQuery(lastLoadFilter, 1).queryKey, read: () => listRuns(db, lastLoad) },
        { queryKey: connectivityQuery.queryKey, read: () => connectivityNow(program, salesDataset.name) },
        tabReading,
      ]}
    >
      <HomePanel />
    </Prefetched>
  );
}

/** A name that is there twice counts once. */
function searchOf(params: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => {
      const [first] = [value].flat();
      return first === undefined ? [] : [[name, first]];
    }),
  );
}
