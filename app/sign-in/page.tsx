import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SignInPanel } from '#components/access/sign-in-panel';
import { runtime } from '#lib/runtime/current';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.signIn');
  return { title: t('title'), referrer: 'no-referrer' };
}

export default function SignInPage() {
  return <SignInPanel demo={runtime().config.DEMO_CONTROL_URL !== undefined} />;
}
