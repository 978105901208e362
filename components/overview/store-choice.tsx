'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '#components/ui/checkbox';
import type { StoreGap } from '#lib/contract/overview';

type StoreChoiceProps = { stores: StoreGap[]; chosen: string[]; onChange: (chosen: string[]) => void };

/** None ticked means every active store. */
export function StoreChoice({ stores, chosen, onChange }: StoreChoiceProps) {
  const t = useTranslations('load');
  const toggle = (storeId: string, on: boolean) =>
    onChange(on ? [...chosen, storeId] : chosen.filter((id) => id !== storeId));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-soft text-xs">
        {chosen.length === 0 ? t('allStores', { count: stores.length }) : t('someStores', { count: chosen.length })}
      </legend>
      <div className="grid max-h-44 grid-cols-2 gap-x-3 gap-y-1.5 overflow-y-auto rounded-md border border-line-strong p-2.5">
        {stores.map(({ storeId, name }) => (
          <Checkbox key={storeId} checked={chosen.includes(storeId)} onChange={(on) => toggle(storeId, on)}>
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
