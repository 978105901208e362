'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { toneText, toneTint } from '#components/ui/badge';
import { storeDayLooks } from '#components/ui/state-badge';
import { inspect } from '#lib/client/inspector';
import { shortStoreId } from '#lib/client/store-gaps';
import type { Day } from '#lib/contract/day';
import type { StoreGap } from '#lib/contract/overview';

/** One cell per active store: symbol, colour and number; it opens what is known of its day. */
export function StoreStrip({ stores, day }: { stores: StoreGap[]; day: Day }) {
  const t = useTranslations();
  const active = stores
    .filter((store) => store.active)
    .toSorted((one, other) => one.storeId.localeCompare(other.storeId));
  return (
    <ul
      aria-label={t('overview.eachStore')}
      className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(2.5rem,1fr))] gap-1"
    >
      {active.map(({ storeId, name, dayState }) => {
        const { tone, icon: Icon, spinning } = storeDayLooks[dayState];
        const number = shortStoreId(storeId);
        const label = `${number} ${name}: ${t(`storeDay.${dayState}.name`)}`;
        return (
          <li key={storeId}>
            <a
              href={`/?cell=${storeId}/${day}`}
              onClick={(event) => {
                event.preventDefault();
                inspect({ kind: 'cell', cell: { storeId, day } });
              }}
              title={label}
              aria-label={label}
              className={clsx(
                'flex h-12 flex-col items-center justify-center gap-0.5 rounded-sm text-xs transition-[filter] hover:brightness-95 dark:hover:brightness-125',
                toneTint[tone],
                toneText[tone],
              )}
            >
              <Icon aria-hidden className={clsx('size-4', spinning && 'spin')} />
              {number}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
