import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SchedulesPanel } from '#components/schedules/schedules-panel';
import { Prefetched } from '#components/shell/prefetched';
import { schedulesQuery } from '#lib/client/schedules';
import { runtime } from '#lib/runtime/current';
import { clockOf, listSchedules } from '#lib/schedules/list-schedules';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('schedules');
  return { title: t('title') };
}

export default function SchedulesPage() {
  const { db, config } = runtime();
  return (
    <Prefetched readings={[{ queryKey: schedulesQuery.queryKey, read: () => listSchedules(db, clockOf(config)) }]}>
      <SchedulesPanel />
    </Prefetched>
  );
}
