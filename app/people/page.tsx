import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeoplePanel } from '#components/access/people-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people');
  return { title: t('title') };
}

export default function PeoplePage() {
  return <PeoplePanel />;
}
