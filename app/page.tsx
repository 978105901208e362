import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OverviewPanel } from '#components/overview/overview-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

export default function OverviewPage() {
  return <OverviewPanel />;
}
