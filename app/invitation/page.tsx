import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationPanel } from '#components/access/invitation-panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.invitation');
  return { title: t('title'), referrer: 'no-referrer' };
}

export default function InvitationPage() {
  return <InvitationPanel />;
}
