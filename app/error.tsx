'use client';

import { useTranslations } from 'next-intl';
import { Failed } from '#components/ui/notice';

/** The wall behind every page: a fault of the page itself. The frame around it stays. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('pageError');
  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <Failed what={t('title')} error={error} onRetry={retry} />
    </>
  );
}
