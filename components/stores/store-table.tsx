'use client';

import { CircleCheck, CirclePause, CircleSlash, KeyRound, Pencil, PlugZap, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Menu } from '#components/ui/menu';
import { Moment } from '#components/ui/moment';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { release, storesRoom } from '#lib/client/stores';
import { useTimes } from '#lib/client/use-times';
import type { Store } from '#lib/contract/store';

export type StoreAct = 'edit' | 'test' | 'hold' | 'delete';

type StoreTableProps = { stores: Store[]; onAct: (act: StoreAct, store: Store) => void };

export function StoreTable({ stores, onAct }: StoreTableProps) {
  const t = useTranslations('stores');
  return (
    <Table
      label={t('list')}
      head={
        <>
          <HeadCell>{t('store')}</HeadCell>
          <HeadCell>{t('state')}</HeadCell>
          <HeadCell>{t('server')}</HeadCell>
          <HeadCell>{t('encryption')}</HeadCell>
          <HeadCell numeric>{t('firstDay')}</HeadCell>
          <HeadCell needs="operator" numeric>
            {t('acts')}
          </HeadCell>
        </>
      }
    >
      {stores.map((store) => (
        <StoreRow key={store.id} store={store} onAct={onAct} />
      ))}
    </Table>
  );
}

function StoreRow({ store, onAct }: { store: Store; onAct: StoreTableProps['onAct'] }) {
  const t = useTranslations('stores');
  const times = useTimes();
  return (
    <tr>
      <Cell heading className="@max-[52rem]:w-auto! @max-[52rem]:grow @max-[52rem]:basis-2/5">
        <span className="block font-medium">{store.name}</span>
        <span className="block font-mono text-faint text-xs">{store.id}</span>
      </Cell>
      <Cell>
        <StoreState store={store} />
      </Cell>
      <Cell label={t('server')} className="font-mono text-xs">
        <span className="block break-all">{addressOf(store)}</span>
        <span className="block text-faint">{store.database}</span>
      </Cell>
      <Cell label={t('encryption')}>{t(`encryptions.${store.encryption}`)}</Cell>
      <Cell label={t('firstDay')} numeric>
        {times.day(store.firstDay)}
      </Cell>
      <Cell needs="operator" wide>
        <StoreActs store={store} onAct={onAct} />
      </Cell>
    </tr>
  );
}

function StoreActs({ store, onAct }: { store: Store; onAct: StoreTableProps['onAct'] }) {
  const t = useTranslations('stores');
  const lift = useLift(store);
  return (
    <div className="flex items-center gap-1.5 @[52rem]:justify-end">
      <Button needs="operator" size="small" icon={<PlugZap aria-hidden />} onClick={() => onAct('test', store)}>
        {t('test')}
      </Button>
      {store.hold ? (
        <Button
          needs="operator"
          size="small"
          icon={<CirclePause aria-hidden />}
          pending={lift.isPending}
          onClick={() => lift.mutate()}
        >
          {t('lift')}
        </Button>
      ) : null}
      <Menu
        label={t('moreActs', { name: store.name })}
        entries={[
          { label: t('edit'), icon: Pencil, onSelect: () => onAct('edit', store), needs: 'editor' },
          {
            label: t(store.hold ? 'changeHold' : 'hold'),
            icon: CirclePause,
            onSelect: () => onAct('hold', store),
            needs: 'operator',
          },
          { label: t('delete'), icon: Trash2, onSelect: () => onAct('delete', store), danger: true, needs: 'editor' },
        ]}
      />
    </div>
  );
}

function StoreState({ store: { active, hold, password } }: { store: Store }) {
  const t = useTranslations('stores');
  return (
    <span className="flex flex-wrap items-center gap-1">
      {hold ? (
        <Badge tone="warn" icon={CirclePause} title={hold.reason}>
          {t('held')}
        </Badge>
      ) : active ? (
        <Badge tone="ok" icon={CircleCheck}>
          {t('active')}
        </Badge>
      ) : (
        <Badge tone="calm" icon={CircleSlash}>
          {t('inactive')}
        </Badge>
      )}
      {password === 'set' ? null : (
        <Badge tone="bad" icon={KeyRound}>
          {t(`passwords.${password}`)}
        </Badge>
      )}
      {hold?.until ? (
        <span className="text-faint text-xs">
          {t('until')} <Moment at={hold.until} />
        </span>
      ) : null}
    </span>
  );
}

function addressOf({ host, port, instance }: Store): string {
  return instance ? `${host}\\${instance}` : `${host}:${port}`;
}

function useLift(store: Store) {
  const t = useTranslations('stores');
  return useAct({
    act: () => release(store.id),
    rooms: [storesRoom, salesRoom],
    done: () => ({ title: t('lifted', { name: store.name }) }),
    failed: t('liftFailed'),
  });
}
