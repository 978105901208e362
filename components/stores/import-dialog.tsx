'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { importStoresFile, storesRoom } from '#lib/client/stores';
import { readStoresFile } from '#lib/client/stores-file';

/** Takes a file of stores, all or none; every error is shown with its place in the file. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('stores');
  const [file, setFile] = useState<File | null>(null);
  const importing = useAct({
    act: async (chosen: File) => importStoresFile(await readStoresFile(chosen)),
    rooms: [storesRoom, salesRoom],
    done: ({ created, changed, unchanged }) => ({
      title: t('imported', { created: created.length, changed: changed.length, unchanged: unchanged.length }),
    }),
    next: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) importing.mutate(file);
  };
  return (
    <Dialog open onClose={onClose} title={t('importTitle')} description={t('importDescription')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('file')}>
          <Input
            type="file"
            required
            accept="application/json,.json"
            className="h-auto! py-1.5 file:mr-3 file:rounded-sm file:bg-sunken file:px-2 file:py-0.5 file:font-medium"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              importing.reset();
            }}
          />
        </Field>
        {importing.isError ? <ProblemNote error={importing.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={importing.isPending} disabled={!file}>
            {t('import')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
