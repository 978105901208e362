'use client';

import { Languages } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Button } from '#components/ui/button';

/** Two languages, so one button that names the other. */
export function LocaleSwitch({ onChoose }: { onChoose: (locale: string) => Promise<void> }) {
  const t = useTranslations('shell');
  const other = useLocale() === 'es' ? 'en' : 'es';
  const [pending, startTransition] = useTransition();
  return (
    <Button
      look="quiet"
      size="small"
      pending={pending}
      icon={<Languages aria-hidden />}
      onClick={() => startTransition(() => onChoose(other))}
      lang={other}
      title={t('otherLanguage')}
    >
      <span className="max-sm:sr-only">{t('otherLanguage')}</span>
    </Button>
  );
}
