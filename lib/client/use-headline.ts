import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Incident } from '#lib/contract/alert';
import { headlineOf, jobNameKey } from '#lib/contract/alert-words';

/** An incident in a line, in the viewer's words. */
export function useHeadline(): (incident: Incident) => string {
  const t = useTranslations('alerts');
  return useCallback(
    (incident) => {
      const { key, values } = headlineOf(incident);
      const jobKey = jobNameKey(incident.job);
      return t(key, { ...values, job: jobKey ? t(jobKey) : (incident.job ?? '') });
    },
    [t],
  );
}
