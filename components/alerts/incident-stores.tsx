'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { IncidentStore } from '#lib/contract/alert';

type IncidentStoresProps = { stores: readonly IncidentStore[]; most: number };

/** The stores of an incident, each a way to its own page; those that are well again are marked so. */
export function IncidentStores({ stores, most }: IncidentStoresProps) {
  const t = useTranslations('alerts');
  const [all, setAll] = useState(false);
  const left = stores.length - most;
  const shown = all ? stores : stores.slice(0, most);
  return (
    <ul aria-label={t('stores')} className="flex flex-wrap items-center gap-1.5">
      {shown.map((store) => (
        <StoreItem key={store.storeId} store={store} />
      ))}
      {left > 0 ? (
        <li>
          <button
            type="button"
            aria-expanded={all}
            onClick={() => setAll(!all)}
            className="h-6 rounded-sm px-1 text-accent text-xs underline decoration-dotted underline-offset-2 hover:decoration-solid"
          >
            {all ? t('fewerStores') : t('moreStores', { count: left })}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function StoreItem({ store: { storeId, name, daysBehind, failure, resolvedAt } }: { store: IncidentStore }) {
  const t = useTranslations('alerts');
  const titleOf = useFailureTitle();
  const isWell = resolvedAt !== null;
  return (
    <li>
      <Link
        href={`/?store=${encodeURIComponent(storeId)}`}
        title={isWell ? t('storeWell') : failure ? titleOf(failure) : storeId}
        className="inline-flex h-6 items-center gap-1 rounded-sm border border-line bg-surface px-1.5 text-xs hover:bg-hover"
      >
        {isWell ? <Check role="img" aria-label={t('storeWell')} className="size-3 text-ok" /> : null}
        {name}
        {daysBehind === null || isWell ? null : (
          <span className="text-bad tabular-nums">{t('storeBehind', { days: daysBehind })}</span>
        )}
      </Link>
    </li>
  );
}
