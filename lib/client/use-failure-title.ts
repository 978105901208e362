import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Failure } from '#lib/contract/problem';

const knownCauses = [
  'refused',
  'lost',
  'silent',
  'timeout',
  'unreachable',
  'unknown_host',
  'unknown_instance',
  'login',
  'database',
  'permission',
  'unknown_name',
  'syntax',
  'conversion',
  'certificate',
  'tls',
  'server',
  'columns',
  'no_sales',
  'row_null',
  'row_range',
  'row_fraction',
  'row_malformed',
  'row_day',
  'thread',
  'no_stock',
] as const;

/** Names a failure in the viewer's words: by its cause where we know it, by its code otherwise. */
export function useFailureTitle(): (failure: Pick<Failure, 'code' | 'params'>) => string {
  const t = useTranslations();
  return useCallback(
    ({ code, params }) => {
      const cause = knownCauses.find((known) => known === params.why);
      return cause ? t(`cause.${cause}`) : t(`failure.${code}`);
    },
    [t],
  );
}
