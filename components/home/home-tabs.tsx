'use client';

import { Package, Receipt } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { moveFocus } from '#components/ui/move-focus';
import { Skeleton } from '#components/ui/skeleton';
import { setSearch } from '#lib/client/url';

const tabs = [
  { value: 'sales', icon: Receipt },
  { value: 'stock', icon: Package },
] as const;

const StockPanel = dynamic(() => import('#components/stock/stock-panel').then((m) => m.StockPanel), {
  loading: () => <Skeleton className="h-[60rem] rounded-lg" />,
});

/** What is loaded from the stores, one kind at a time; the address says which. */
export function HomeTabs({ sales }: { sales: ReactNode }) {
  const t = useTranslations('home');
  const asked = useSearchParams().get('tab');
  const shown = tabs.find(({ value }) => value === asked)?.value ?? 'sales';
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      <div role="tablist" aria-label={t('tabs')} onKeyDown={moveFocus} className="flex gap-1 border-line border-b">
        {tabs.map(({ value, icon: Icon }) => (
          <button
            key={value}
            type="button"
            role="tab"
            id={`${id}-${value}`}
            aria-selected={value === shown}
            aria-controls={value === shown ? `${id}-panel` : undefined}
            tabIndex={value === shown ? 0 : -1}
            onClick={() => setSearch({ tab: value === 'sales' ? null : value })}
            className="-mb-px flex h-9 items-center gap-2 border-transparent border-b-2 px-3 font-medium text-soft hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            <Icon aria-hidden className="size-4" />
            {t(`tab.${value}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`} className="flex flex-col gap-4">
        {shown === 'stock' ? <StockPanel /> : sales}
      </div>
    </div>
  );
}
