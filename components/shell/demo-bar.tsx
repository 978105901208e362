'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical, Gauge, HeartPulse, Scissors, SearchCheck, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DemoNotice } from '#components/shell/demo-notice';
import { Button } from '#components/ui/button';
import { Select } from '#components/ui/select';
import { useAct } from '#components/ui/use-act';
import { connectivityRoom } from '#lib/client/connectivity';
import { actOnStores, compareNow } from '#lib/client/demo';
import { runsRoom } from '#lib/client/runs';
import { overviewQuery, salesRoom } from '#lib/client/sales';
import type { Day } from '#lib/contract/day';
import type { DemoAct } from '#lib/contract/endpoints/demo';
import type { StoreId } from '#lib/contract/store';

const hurts = [
  { act: 'cut', icon: Unplug },
  { act: 'slow', icon: Gauge },
  { act: 'lose_half', icon: Scissors },
] as const;

/** Breaks the simulated stores, and shows what the product noticed of it. */
export function DemoBar() {
  const t = useTranslations('demo');
  const stores = useQuery(overviewQuery).data?.stores ?? [];
  const options = stores
    .map(({ storeId, name }) => ({ value: storeId, label: name }))
    .sort((one, other) => one.value.localeCompare(other.value));
  const [chosen, setChosen] = useState<StoreId | null>(null);
  const [halved, setHalved] = useState<{ store: StoreId; day: Day } | null>(null);
  const store = chosen ?? options[0]?.value ?? null;
  const nameOf = (id: StoreId) => options.find(({ value }) => value === id)?.label ?? id;
  const act = useAct({
    act: (asked: DemoAct) => actOnStores(asked).then(({ day }) => ({ asked, day })),
    rooms: [connectivityRoom],
    done: ({ asked }) => ({
      title: asked.act === 'heal' ? t('done.heal') : t(`done.${asked.act}`, { store: nameOf(asked.store) }),
    }),
    failed: t('failed'),
    next: ({ asked, day }) => {
      if (asked.act === 'lose_half') setHalved({ store: asked.store, day });
      if (asked.act === 'heal') setHalved(null);
    },
  });
  const compare = useAct({
    act: ({ store: id, day }: { store: StoreId; day: Day }) => compareNow(id, day),
    rooms: [runsRoom, salesRoom],
    done: ({ run_id: id }) => ({ title: t('comparing'), href: `/runs/${id}`, linkText: t('follow') }),
    failed: t('failed'),
  });
  if (store === null) return null;
  return (
    <section aria-label={t('title')} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-1.5 sm:px-6">
      <h2 className="flex items-center gap-1.5 font-medium text-xs">
        <FlaskConical aria-hidden className="size-3.5 text-accent" />
        {t('title')}
      </h2>
      <Select label={t('store')} value={store} options={options} onChange={setChosen} className="max-w-40" />
      <div className="flex flex-wrap gap-1">
        {hurts.map(({ act: name, icon: Icon }) => (
          <Button
            key={name}
            size="small"
            look="quiet"
            icon={<Icon aria-hidden />}
            pending={act.isPending && act.variables.act === name}
            onClick={() => act.mutate({ act: name, store })}
          >
            {t(`acts.${name}`)}
          </Button>
        ))}
        {halved ? (
          <Button
            size="small"
            icon={<SearchCheck aria-hidden />}
            pending={compare.isPending}
            onClick={() => compare.mutate(halved)}
          >
            {t('compare', { store: nameOf(halved.store) })}
          </Button>
        ) : null}
        <Button
          size="small"
          look="quiet"
          icon={<HeartPulse aria-hidden />}
          pending={act.isPending && act.variables.act === 'heal'}
          onClick={() => act.mutate({ act: 'heal' })}
        >
          {t('acts.heal')}
        </Button>
      </div>
      <DemoNotice stores={stores} />
    </section>
  );
}
