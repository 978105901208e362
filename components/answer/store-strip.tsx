'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Badge, toneText, toneTint } from '#components/ui/badge';
import { storeDayLooks } from '#components/ui/state-badge';
import { inspect } from '#lib/client/inspector';
import { shortStoreId, stripOf } from '#lib/client/store-gaps';
import type { Day } from '#lib/contract/day';
import type { StoreGap } from '#lib/contract/overview';
import type { StoreDayState } from '#lib/contract/store-day';

/** One cell per active store: symbol, colour and number; it opens what is known of its day. Of many, those that are not well. */
export function StoreStrip({ stores, day }: { stores: StoreGap[]; day: Day }) {
  const t = useTranslations();
  const { shown, counted } = stripOf(stores);
  return (
    <>
      <Symbols states={[...new Set(shown.map(({ dayState }) => dayState))]} />
      <ul
        aria-label={t('overview.eachStore')}
        className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(2.5rem,1fr))] gap-1"
      >
        {shown.map(({ storeId, name, dayState }) => {
          const { tone, spinning } = storeDayLooks[dayState];
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
                <svg aria-hidden="true" viewBox="0 0 24 24" className={clsx('size-4', spinning && 'spin')}>
                  <use href={`#${symbolOf(dayState)}`} />
                </svg>
                {number}
              </a>
            </li>
          );
        })}
      </ul>
      {counted.length > 0 ? (
        <p className="mt-3 flex flex-wrap items-center gap-2">
          {counted.map(({ state, stores: count }) => (
            <Badge key={state} {...storeDayLooks[state]} title={t(`storeDay.${state}.meaning`)}>
              {t(`storeDay.${state}.name`)} · {count}
            </Badge>
          ))}
        </p>
      ) : null}
    </>
  );
}

const symbolOf = (state: StoreDayState) => `strip-${state}`;

/** Each symbol drawn once: with 200 stores the page has no room for 200 drawings. */
function Symbols({ states }: { states: StoreDayState[] }) {
  return (
    <svg aria-hidden="true" className="hidden">
      {states.map((state) => {
        const { icon: Icon } = storeDayLooks[state];
        return <Icon key={state} id={symbolOf(state)} />;
      })}
    </svg>
  );
}
