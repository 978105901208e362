'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useToasts } from '#components/ui/toasts';
import { problemOf } from '#lib/client/problem';
import { saveFile } from '#lib/client/save-file';
import { storesFile } from '#lib/client/stores';

/** Saves every store, without passwords, as the file that import takes. */
export function useExport() {
  const t = useTranslations('stores');
  const { failed } = useToasts();
  return useMutation({
    mutationFn: storesFile,
    onSuccess: (file) => saveFile('fluxion-stores.json', JSON.stringify(file, null, 2), 'application/json'),
    onError: (error) => failed({ title: t('exportFailed'), description: problemOf(error).message }),
  });
}
