'use client';

import { useTranslations } from 'next-intl';
import { cronWords } from '#lib/client/cron-words';

/** A cron line in words, where it has any. */
export function CronText({ cron }: { cron: string }) {
  const t = useTranslations('cron');
  const words = cronWords(cron);
  switch (words.kind) {
    case 'daily':
    case 'weekdays':
      return t(words.kind, { clock: words.clock });
    case 'weekly':
      return t('weekly', { clock: words.clock, weekday: t(`days.${weekdays[words.weekday] ?? 'sunday'}`) });
    case 'hourly':
      return t('hourly', { minute: words.minute });
    case 'everyMinutes':
      return t('everyMinutes', { minutes: words.minutes });
    case 'other':
      return t('other');
  }
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
