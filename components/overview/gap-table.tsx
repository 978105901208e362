'use client';

import { DatabaseZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Completeness, LagBadge, Ranges, Reason } from '#components/overview/gap-cells';
import { Button } from '#components/ui/button';
import { StoreDayBadge } from '#components/ui/state-badge';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { minutesText } from '#lib/client/format';
import { inOrder, worstFirst } from '#lib/client/store-gaps';
import { useTimes } from '#lib/client/use-times';
import type { StoreGap } from '#lib/contract/overview';

type GapTableProps = {
  stores: StoreGap[];
  dayName: string;
  recovering: string | null;
  onRecover: (store: StoreGap) => void;
};

export function GapTable({ stores, dayName, recovering, onRecover }: GapTableProps) {
  const t = useTranslations('gaps');
  // A row must not move away from under the pointer while loads go on: the order is that of the first look.
  const [order] = useState(() => stores.toSorted(worstFirst).map(({ storeId }) => storeId));
  return (
    <Table
      label={t('title')}
      head={
        <>
          <HeadCell>{t('store')}</HeadCell>
          <HeadCell>{dayName}</HeadCell>
          <HeadCell numeric spare="first">
            {t('lastSale')}
          </HeadCell>
          <HeadCell spare="last">{t('behind')}</HeadCell>
          <HeadCell numeric spare="first">
            {t('completeness')}
          </HeadCell>
          <HeadCell>{t('missing')}</HeadCell>
          <HeadCell>{t('reason')}</HeadCell>
          <HeadCell numeric>{t('action')}</HeadCell>
        </>
      }
    >
      {inOrder(stores, order).map((store) => (
        <GapRow key={store.storeId} store={store} pending={recovering === store.storeId} onRecover={onRecover} />
      ))}
    </Table>
  );
}

type GapRowProps = { store: StoreGap; pending: boolean; onRecover: (store: StoreGap) => void };

function GapRow({ store, pending, onRecover }: GapRowProps) {
  const t = useTranslations('gaps');
  const times = useTimes();
  const { storeId, name, active, dayState, lastDay, daysBehind, completeness, ranges, recommendation } = store;
  return (
    <tr id={storeId} className="scroll-mt-24 target:bg-accent-tint">
      <Cell heading className="@max-[52rem]:w-auto! @max-[52rem]:grow @max-[52rem]:basis-3/5">
        <span className="block whitespace-nowrap font-medium">{name}</span>
        <span className="block font-mono text-faint text-xs">{storeId}</span>
      </Cell>
      <Cell>{active ? <StoreDayBadge state={dayState} /> : <span className="text-faint">{t('inactive')}</span>}</Cell>
      <Cell label={t('lastSale')} numeric spare="first">
        {lastDay ? times.day(lastDay) : <span className="text-faint">{t('never')}</span>}
      </Cell>
      <Cell label={t('behind')} spare="last">
        <LagBadge days={daysBehind} />
      </Cell>
      <Cell label={t('completeness')} numeric spare="first">
        <Completeness ratio={completeness} />
      </Cell>
      <Cell label={t('missing')} className={ranges.length === 0 ? '@max-[52rem]:hidden' : undefined}>
        <Ranges ranges={ranges} />
      </Cell>
      <Cell
        wide
        className={
          store.hold || store.failure ? '@[52rem]:w-full @[52rem]:min-w-40 @[52rem]:max-w-0' : '@max-[52rem]:hidden'
        }
      >
        <Reason store={store} />
      </Cell>
      <Cell numeric wide className={recommendation ? undefined : '@max-[52rem]:hidden'}>
        <RowAct store={store} pending={pending} onRecover={onRecover} />
      </Cell>
    </tr>
  );
}

function RowAct({ store, pending, onRecover }: GapRowProps) {
  const t = useTranslations('gaps');
  if (!store.recommendation) return null;
  const { action, days, minutes } = store.recommendation;
  return (
    <Button
      size="small"
      icon={<DatabaseZap aria-hidden />}
      pending={pending}
      className="@max-[52rem]:w-full"
      onClick={() => onRecover(store)}
    >
      {t(`actions.${action}`, { days, time: minutesText(minutes) })}
    </Button>
  );
}
