'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { StoreFields } from '#components/stores/store-fields';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { changeOf, draftOf, newStoreOf, type StoreDraft } from '#lib/client/store-draft';
import { addStore, editStore, storesRoom } from '#lib/client/stores';
import type { Store } from '#lib/contract/store';

/** A new store, or the settings of one that exists. The password is write-only. */
export function StoreDialog({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const t = useTranslations('stores');
  const [draft, setDraft] = useState<StoreDraft>(() => draftOf(store));
  const save = useSave(store, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <Dialog open wide onClose={onClose} title={store ? t('editTitle', { name: store.name }) : t('createTitle')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <StoreFields draft={draft} onChange={setDraft} existing={store} error={save.error} />
        {save.isError ? <ProblemNote error={save.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t(store ? 'save' : 'add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useSave(store: Store | null, onClose: () => void) {
  const t = useTranslations('stores');
  return useAct({
    act: (draft: StoreDraft) => (store ? editStore(store.id, changeOf(draft)) : addStore(newStoreOf(draft))),
    rooms: [storesRoom, salesRoom],
    done: ({ name }) => ({ title: t('saved', { name }) }),
    next: onClose,
  });
}
