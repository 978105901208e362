'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { removeStore, storesRoom } from '#lib/client/stores';
import type { Store } from '#lib/contract/store';

/** Says what stays before it takes a store away. */
export function DeleteDialog({ store, onClose }: { store: Store; onClose: () => void }) {
  const t = useTranslations('stores');
  const removal = useAct({
    act: () => removeStore(store.id),
    rooms: [storesRoom, salesRoom],
    done: () => ({ title: t('deleted', { name: store.name }) }),
    next: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={t('deleteTitle', { name: store.name })} description={t('deleteDescription')}>
      {removal.isError ? <ProblemNote error={removal.error} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button look="danger" pending={removal.isPending} onClick={() => removal.mutate()}>
          {t('delete')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
