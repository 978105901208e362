'use client';

import { useTranslations } from 'next-intl';
import { useAct } from '#components/ui/use-act';
import { runsRoom } from '#lib/client/runs';
import { stockRoom, takeStock } from '#lib/client/stock';

/** Takes the stock of the stores given, or of all, and says in which run. */
export function useTakeStock() {
  const t = useTranslations();
  return useAct({
    act: (stores: string[] | undefined) => takeStock(stores),
    rooms: [stockRoom, runsRoom],
    done: ({ run_id: id }) => ({ title: t('stock.started', { id }), href: `/runs/${id}`, linkText: t('runs.follow') }),
    failed: t('stock.startFailed'),
  });
}
