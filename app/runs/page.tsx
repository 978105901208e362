import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunsPanel } from '#components/runs/runs-panel';
import { Prefetched } from '#components/shell/prefetched';
import { runListFilter, runListParams } from '#lib/client/run-list';
import { definitionsQuery, runsQuery } from '#lib/client/runs';
import { RunFilter } from '#lib/contract/endpoints/runs';
import { listDefinitions } from '#lib/runs/list-definitions';
import { listRuns } from '#lib/runs/list-runs';
import { runtime } from '#lib/runtime/current';

type RunsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs');
  return { title: t('title') };
}

export default async function RunsPage({ searchParams }: RunsPageProps) {
  const { db, engine } = runtime();
  const search = new Map(Object.entries(await searchParams));
  const filter = runListFilter({ get: (name) => [search.get(name) ?? null].flat()[0] ?? null });
  return (
    <Prefetched
      readings={[
        {
          queryKey: runsQuery(filter).queryKey,
          read: () => listRuns(db, RunFilter.parse(runListParams(filter))),
        },
        { queryKey: definitionsQuery.queryKey, read: async () => listDefinitions(engine.jobs) },
      ]}
    >
      <RunsPanel />
    </Prefetched>
  );
}
