import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { duration } from '#lib/client/format';

/** Writes how long something took, with the viewer's decimal sign. */
export function useDuration(): (ms: number) => string {
  const locale = useLocale();
  return useCallback((ms) => duration(ms, locale), [locale]);
}
