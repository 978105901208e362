'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { controlClass } from '#components/ui/control';
import { Select } from '#components/ui/select';
import { useAct } from '#components/ui/use-act';
import { editStore, storesQuery, storesRoom } from '#lib/client/stores';
import type { Store, StoreChange } from '#lib/contract/store';

/** Stores whose lines need other patience than the schedule's. */
export function StoreRetries() {
  const t = useTranslations('automatic');
  const { data } = useQuery(storesQuery);
  const change = useAct({
    act: ({ id, ...values }: StoreChange & { id: string }) => editStore(id, values),
    rooms: [storesRoom],
    failed: t('storeRetriesFailed'),
  });
  const stores = data?.items ?? [];
  const own = stores.filter(({ retries, retryMinutes }) => retries !== null || retryMinutes !== null);
  return (
    <div className="border-line border-t pt-3">
      <p className="font-medium text-soft text-xs">{t('storeRetries')}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {own.map(({ id, name, retries, retryMinutes }) => (
          <li key={id} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <span className="text-soft text-xs">
              {t('retryRuleOfStore', { times: retries ?? -1, minutes: retryMinutes ?? -1 })}
            </span>
            <Button
              look="quiet"
              size="icon"
              className="size-7"
              icon={<X aria-hidden />}
              aria-label={t('removeStoreRetries', { name })}
              disabled={change.isPending}
              onClick={() => change.mutate({ id, retries: null, retryMinutes: null })}
            />
          </li>
        ))}
        {own.length === 0 ? <li className="text-faint text-xs">{t('noStoreRetries')}</li> : null}
      </ul>
      <AddStore
        stores={stores.filter((store) => !own.includes(store))}
        pending={change.isPending}
        onAdd={(id, values) => change.mutate({ id, ...values })}
      />
    </div>
  );
}

type AddStoreProps = {
  stores: Store[];
  pending: boolean;
  onAdd: (id: string, values: { retries: number; retryMinutes: number }) => void;
};

function AddStore({ stores, pending, onAdd }: AddStoreProps) {
  const t = useTranslations('automatic');
  const [chosen, setChosen] = useState<string | null>(null);
  const [retries, setRetries] = useState('6');
  const [minutes, setMinutes] = useState('10');
  const id = stores.some((store) => store.id === chosen) ? chosen : (stores[0]?.id ?? null);
  if (id === null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd(id, { retries: Number(retries), retryMinutes: Number(minutes) });
  };
  return (
    <form onSubmit={submit} className="mt-2 flex flex-wrap items-center gap-2 text-xs">
      <Select
        label={t('store')}
        value={id}
        onChange={setChosen}
        options={stores.map((store) => ({ value: store.id, label: store.name }))}
        className="min-w-32 flex-1"
      />
      <NumberInput label={t('storeTimes')} value={retries} max={20} onChange={setRetries} />
      <span aria-hidden>{t('every')}</span>
      <NumberInput label={t('storeMinutes')} value={minutes} max={1440} onChange={setMinutes} />
      <span aria-hidden>min</span>
      <Button
        type="submit"
        size="icon"
        icon={<Plus aria-hidden />}
        aria-label={t('addStoreRetries')}
        pending={pending}
      />
    </form>
  );
}

type NumberInputProps = { label: string; value: string; max: number; onChange: (value: string) => void };

function NumberInput({ label, value, max, onChange }: NumberInputProps) {
  return (
    <input
      type="number"
      required
      min={0}
      max={max}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      className={`${controlClass} h-8 w-14! pointer-coarse:h-10`}
    />
  );
}
