import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunsPanel } from '#components/runs/runs-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs');
  return { title: t('title') };
}

export default function RunsPage() {
  return <RunsPanel />;
}
