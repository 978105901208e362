'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, TextArea } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { removeStore, storesRoom } from '#lib/client/stores';
import type { Store } from '#lib/contract/store';

/** Says what stays before it takes a store away. */
export function DeleteDialog({ store, onClose }: { store: Store; onClose: () => void }) {
  const t = useTranslations('stores');
  const [reason, setReason] = useState('');
  const removal = useAct({
    act: () => removeStore(store.id, reason.trim()),
    rooms: [storesRoom, salesRoom],
    done: () => ({ title: t('deleted', { name: store.name }) }),
    next: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    removal.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={t('deleteTitle', { name: store.name })} description={t('deleteDescription')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('deleteReason')}>
          <TextArea
            required
            minLength={3}
            maxLength={500}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {removal.isError ? <ProblemNote error={removal.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="danger" pending={removal.isPending} disabled={reason.trim().length < 3}>
            {t('delete')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
