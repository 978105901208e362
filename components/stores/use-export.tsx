'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useToasts } from '#components/ui/toasts';
import { problemOf } from '#lib/client/problem';
import { storesFile } from '#lib/client/stores';

/** Saves every store, without passwords, as the file that import takes. */
export function useExport() {
  const t = useTranslations('stores');
  const { failed } = useToasts();
  return useMutation({
    mutationFn: storesFile,
    onSuccess: (file) => save('fluxion-stores.json', JSON.stringify(file, null, 2)),
    onError: (error) => failed({ title: t('exportFailed'), description: problemOf(error).message }),
  });
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
