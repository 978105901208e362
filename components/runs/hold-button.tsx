'use client';

import { useQuery } from '@tanstack/react-query';
import { CirclePause } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HoldDialog } from '#components/stores/hold-dialog';
import { Button } from '#components/ui/button';
import { storesQuery } from '#lib/client/stores';

/** Puts a store that keeps failing on hold; not there for a store that is held already. */
export function HoldButton({ storeId }: { storeId: string }) {
  const t = useTranslations('run');
  const [open, setOpen] = useState(false);
  const store = useQuery(storesQuery).data?.items.find(({ id }) => id === storeId);
  if (!store || store.hold) return null;
  return (
    <>
      <Button
        needs="operator"
        size="small"
        look="quiet"
        icon={<CirclePause aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('hold', { store: store.name })}
      </Button>
      {open ? <HoldDialog store={store} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
