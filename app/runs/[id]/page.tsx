import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RunPanel } from '#components/runs/run-panel';
import { Id } from '#lib/contract/page';

type RunPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const t = await getTranslations('run');
  return { title: t('title', { id: (await params).id }) };
}

export default async function RunPage({ params }: RunPageProps) {
  const id = Id.safeParse((await params).id);
  if (!id.success) notFound();
  return <RunPanel id={id.data} />;
}
