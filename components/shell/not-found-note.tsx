'use client';

import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button';
import { Empty } from '#components/ui/notice';

export function NotFoundNote() {
  const t = useTranslations('notFound');
  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <Empty
        icon={Compass}
        title={t('title')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {t('goHome')}
          </Link>
        }
      >
        {t('explain')}
      </Empty>
    </>
  );
}
