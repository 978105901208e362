'use client';

import { Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Moment } from '#components/ui/moment';
import type { LinkGroup, StoreLink } from '#lib/contract/connectivity';

const mostNames = 6;

/** Stores that fell together: it is what they share, so nobody needs to look at each of them. */
export function OutageNote({ group, stores }: { group: LinkGroup; stores: StoreLink[] }) {
  const t = useTranslations('connectivity');
  const names = group.stores.map((id) => stores.find(({ storeId }) => storeId === id)?.name ?? id);
  const shown = names.slice(0, mostNames).join(', ');
  const place = group.everyStore ? 'all' : group.network ? 'network' : 'some';
  return (
    <div role="status" className="flex gap-2.5 rounded-md bg-bad-tint p-3 text-bad">
      <Unplug aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">
          {t(`together.${place}`, { count: names.length, network: group.network ?? '' })} {t('since')}{' '}
          <Moment at={group.since} />
        </p>
        <p className="text-xs">{t('tunnel')}</p>
        <p className="mt-0.5 text-xs">
          {names.length > mostNames ? t('namesMore', { names: shown, count: names.length - mostNames }) : shown}
        </p>
      </div>
    </div>
  );
}
