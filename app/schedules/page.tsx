import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SchedulesPanel } from '#components/schedules/schedules-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('schedules');
  return { title: t('title') };
}

export default function SchedulesPage() {
  return <SchedulesPanel />;
}
