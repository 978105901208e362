'use client';

import { useTranslations } from 'next-intl';
import { countdown } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';

/** How long until `at`; it ticks. */
export function Countdown({ at }: { at: string }) {
  const t = useTranslations('time');
  const { now } = useTimes(1000);
  const left = Date.parse(at) - now.getTime();
  return <span>{left <= 0 ? t('now') : t('in', { left: countdown(left) })}</span>;
}
