import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SetupPanel } from '#components/access/setup-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.setup');
  return { title: t('title'), referrer: 'no-referrer' };
}

export default function SetupPage() {
  return <SetupPanel />;
}
