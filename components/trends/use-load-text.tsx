'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { duration } from '#lib/client/format';
import type { LoadMetric } from '#lib/client/trends';

/** Writes a figure of loads with its unit; a dash where there is none. */
export function useLoadText(): (metric: LoadMetric, value: number | null) => string {
  const t = useTranslations('trends');
  const locale = useLocale();
  return useCallback(
    (metric, value) => {
      if (value === null) return '—';
      if (metric === 'medianLoadMs') return duration(value, locale);
      const number = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(value);
      return t(metric === 'rowsPerMinute' ? 'perMinute' : 'rowsEach', { number });
    },
    [t, locale],
  );
}
