'use client';

import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { FreshnessBadge } from '#components/stock/freshness-badge';
import { SnapshotProof } from '#components/stock/snapshot-proof';
import { useTakeStock } from '#components/stock/use-take-stock';
import { Button } from '#components/ui/button';
import { Countdown } from '#components/ui/countdown';
import { FailureText } from '#components/ui/failure-text';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { countdown, decimalText } from '#lib/client/format';
import { inspect } from '#lib/client/inspector';
import { urgentFirst, wholeText } from '#lib/client/stock';
import { useTimes } from '#lib/client/use-times';
import type { StoreStock } from '#lib/contract/stock';

/** Each store's snapshot, those to look at first. */
export function StockTable({ stores }: { stores: StoreStock[] }) {
  const t = useTranslations('stock');
  return (
    <Table
      label={t('eachStore')}
      head={
        <>
          <HeadCell>{t('columns.store')}</HeadCell>
          <HeadCell>{t('columns.freshness')}</HeadCell>
          <HeadCell numeric>{t('columns.products')}</HeadCell>
          <HeadCell numeric>{t('columns.units')}</HeadCell>
          <HeadCell numeric>{t('columns.value')}</HeadCell>
          <HeadCell>{t('columns.proof')}</HeadCell>
          <HeadCell>{t('columns.failure')}</HeadCell>
          <HeadCell needs="operator" numeric>
            {t('columns.act')}
          </HeadCell>
        </>
      }
    >
      {urgentFirst(stores).map((store) => (
        <StockRow key={store.storeId} store={store} />
      ))}
    </Table>
  );
}

function StockRow({ store }: { store: StoreStock }) {
  const t = useTranslations('stock');
  const { locale } = useTimes();
  const { storeId, name, products, units, value } = store;
  return (
    <tr>
      <Cell heading>
        <button
          type="button"
          onClick={() => inspect({ kind: 'store', storeId })}
          className="block text-left font-medium hover:underline"
        >
          {name}
        </button>
        <span className="block font-mono text-faint text-xs">{storeId}</span>
      </Cell>
      <Cell wide>
        <FreshnessBadge store={store} />
        <Age store={store} />
      </Cell>
      <Cell label={t('columns.products')} numeric>
        {units === null ? <Nothing /> : new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(products)}
      </Cell>
      <Cell label={t('columns.units')} numeric>
        <Rounded value={units} />
      </Cell>
      <Cell label={t('columns.value')} numeric>
        <Rounded value={value} />
      </Cell>
      <Cell label={t('columns.proof')}>
        <SnapshotProof store={store} />
      </Cell>
      <Cell wide className="@[52rem]:max-w-64">
        <Trouble store={store} />
      </Cell>
      <Cell needs="operator" wide>
        <TakeOne store={store} />
      </Cell>
    </tr>
  );
}

const Nothing = () => <span className="text-faint">—</span>;

/** Whole units; every digit is in the title. */
function Rounded({ value }: { value: string | null }) {
  const { locale } = useTimes();
  if (value === null) return <Nothing />;
  return <span title={decimalText(value, locale)}>{wholeText(value, locale)}</span>;
}

/** How long ago, in words; when exactly is in the title. */
function Age({ store: { takenAt } }: { store: StoreStock }) {
  const t = useTranslations('stock');
  const times = useTimes();
  if (takenAt === null) return null;
  const ageMs = Math.max(0, times.now.getTime() - Date.parse(takenAt));
  return (
    <time dateTime={takenAt} title={times.full(takenAt)} className="mt-0.5 block whitespace-nowrap text-soft text-xs">
      {ageMs < 60_000 ? t('justNow') : t('ago', { age: countdown(ageMs - (ageMs % 60_000)) })}
    </time>
  );
}

function Trouble({ store: { failure, hold } }: { store: StoreStock }) {
  const t = useTranslations('stock');
  if (hold) return <span className="text-soft text-xs">{t('onHold', { reason: hold.reason })}</span>;
  if (failure === null) return null;
  return (
    <>
      <FailureText failure={failure.failure} brief />
      <span className="block text-soft text-xs">
        {failure.nextAttemptAt ? (
          <>
            {t('nextTry')} <Countdown at={failure.nextAttemptAt} />
          </>
        ) : failure.runId ? (
          <Link href={`/runs/${failure.runId}`} className="underline underline-offset-2">
            {t('seeRun', { id: failure.runId })}
          </Link>
        ) : null}
      </span>
    </>
  );
}

function TakeOne({ store: { storeId, name, underWay } }: { store: StoreStock }) {
  const t = useTranslations('stock');
  const take = useTakeStock();
  return (
    <div className="@[52rem]:text-right">
      <Button
        needs="operator"
        size="small"
        icon={<RefreshCw aria-hidden />}
        aria-label={t('takeOne', { name })}
        pending={take.isPending}
        disabled={underWay}
        onClick={() => take.mutate([storeId])}
      >
        {t('take')}
      </Button>
    </div>
  );
}
