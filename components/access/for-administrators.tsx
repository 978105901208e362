'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMay } from '#components/shell/me';
import { buttonClass } from '#components/ui/button';
import { Empty } from '#components/ui/notice';

/** A page for administrators; whoever is none is told so. */
export function ForAdministrators({ children }: { children: ReactNode }) {
  const t = useTranslations('access.forbidden');
  if (useMay('admin')) return children;
  return (
    <Empty
      icon={Lock}
      title={t('pageTitle')}
      action={
        <Link href="/" className={buttonClass()}>
          {t('home')}
        </Link>
      }
    >
      {t('page')}
    </Empty>
  );
}
