'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '#components/ui/checkbox';
import { Popover } from '#components/ui/popover';
import type { StoreGap } from '#lib/contract/overview';

type StoreChoiceProps = { stores: StoreGap[]; chosen: string[]; onChange: (chosen: string[]) => void };

/** None ticked means every active store. */
export function StoreChoice({ stores, chosen, onChange }: StoreChoiceProps) {
  const t = useTranslations('load');
  const toggle = (storeId: string, on: boolean) =>
    onChange(on ? [...chosen, storeId] : chosen.filter((id) => id !== storeId));
  const [first] = chosen;
  const name = stores.find(({ storeId }) => storeId === first)?.name;
  const text =
    chosen.length === 0
      ? t('allStores', { count: stores.length })
      : chosen.length === 1 && name
        ? name
        : t('someStores', { count: chosen.length });
  return (
    <Popover look="control" label={t('stores')} trigger={text}>
      <div className="grid max-h-64 grid-cols-2 gap-x-3 gap-y-1.5 overflow-y-auto p-0.5">
        {stores.map(({ storeId, name: storeName }) => (
          <Checkbox key={storeId} checked={chosen.includes(storeId)} onChange={(on) => toggle(storeId, on)}>
            {storeName}
          </Checkbox>
        ))}
      </div>
    </Popover>
  );
}
