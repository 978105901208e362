import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#components/shell/prefetched';
import { TrendsPanel } from '#components/trends/trends-panel';
import { trendParams, trendsQuery, trendView } from '#lib/client/trends';
import { TrendFilter } from '#lib/contract/trends';
import { runtime } from '#lib/runtime/current';
import { salesTrends } from '#lib/sales/store-trends';

type TrendsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('trends');
  return { title: t('title') };
}

export default async function TrendsPage({ searchParams }: TrendsPageProps) {
  const { db, config } = runtime();
  const search = new Map(Object.entries(await searchParams));
  const view = trendView({ get: (name) => [search.get(name) ?? null].flat()[0] ?? null });
  const clock = { now: new Date(), zone: config.FLUXION_ZONE };
  return (
    <Prefetched
      readings={[
        {
          queryKey: trendsQuery(view).queryKey,
          read: () => salesTrends(db, TrendFilter.parse(trendParams(view)), clock),
        },
      ]}
    >
      <TrendsPanel />
    </Prefetched>
  );
}
