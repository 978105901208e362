import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PrimitivesPanel } from '#components/primitives/primitives-panel';
import { runtime } from '#lib/runtime/current';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('primitives');
  return { title: t('title') };
}

/** For whoever builds pages: not there in a product that works. */
export default function PrimitivesPage() {
  const { NODE_ENV, DEMO_CONTROL_URL } = runtime().config;
  if (NODE_ENV !== 'development' && DEMO_CONTROL_URL === undefined) notFound();
  return <PrimitivesPanel />;
}
