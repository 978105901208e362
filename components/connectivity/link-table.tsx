'use client';

import { PlugZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkCause } from '#components/connectivity/link-cause';
import { LinkBadge } from '#components/connectivity/link-looks';
import { LinkStrip } from '#components/connectivity/link-strip';
import { useLinkTest } from '#components/connectivity/use-link-test';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { urgentFirst } from '#lib/client/connectivity';
import { inspect } from '#lib/client/inspector';
import { useDuration } from '#lib/client/use-duration';
import { useTimes } from '#lib/client/use-times';
import type { StoreLink } from '#lib/contract/connectivity';

/** Every store's link in figures. */
export function LinkTable({ stores }: { stores: StoreLink[] }) {
  const t = useTranslations('connectivity');
  return (
    <div className="max-h-[34rem] overflow-y-auto">
      <Table
        label={t('eachStore')}
        head={
          <>
            <HeadCell>{t('store')}</HeadCell>
            <HeadCell>{t('link')}</HeadCell>
            <HeadCell numeric>{t('tcp')}</HeadCell>
            <HeadCell numeric>{t('login')}</HeadCell>
            <HeadCell>{t('lastDay')}</HeadCell>
            <HeadCell numeric spare="first">
              {t('throughput')}
            </HeadCell>
            <HeadCell numeric spare="last">
              {t('lastProbe')}
            </HeadCell>
            <HeadCell needs="operator" numeric>
              {t('acts')}
            </HeadCell>
          </>
        }
      >
        {urgentFirst(stores).map((link) => (
          <LinkRow key={link.storeId} link={link} />
        ))}
      </Table>
    </div>
  );
}

function LinkRow({ link }: { link: StoreLink }) {
  const t = useTranslations('connectivity');
  const duration = useDuration();
  const { storeId, name, tcpMs, loginMs, medianLoginMs, strip, lastProbeAt } = link;
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
      <Cell wide className="@[52rem]:max-w-72">
        <LinkBadge link={link} />
        <LinkCause link={link} />
      </Cell>
      <Cell label={t('tcp')} numeric>
        {tcpMs === null ? '—' : duration(tcpMs)}
      </Cell>
      <Cell label={t('login')} numeric>
        {loginMs === null ? '—' : duration(loginMs)}
        {medianLoginMs === null ? null : (
          <span className="block text-faint text-xs">{t('median', { ms: duration(medianLoginMs) })}</span>
        )}
      </Cell>
      <Cell label={t('lastDay')} wide>
        <LinkStrip strip={strip} className="min-w-32" />
      </Cell>
      <Cell label={t('throughput')} numeric spare="first">
        <Throughput rates={link.rowsPerSecond} />
      </Cell>
      <Cell label={t('lastProbe')} numeric spare="last">
        {lastProbeAt ? <Moment at={lastProbeAt} /> : '—'}
      </Cell>
      <Cell needs="operator" wide>
        <TestOne link={link} />
      </Cell>
    </tr>
  );
}

/** The last load's rate, and the range of the last five. */
function Throughput({ rates }: { rates: number[] }) {
  const t = useTranslations('connectivity');
  const { locale } = useTimes();
  const last = rates.at(-1);
  if (last === undefined) return <span className="text-faint">—</span>;
  const text = (rate: number) => new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(rate);
  return (
    <>
      {t('rate', { rate: text(last) })}
      <span className="block text-faint text-xs">
        {t('rates', { low: text(Math.min(...rates)), high: text(Math.max(...rates)), count: rates.length })}
      </span>
    </>
  );
}

function TestOne({ link: { storeId, name } }: { link: StoreLink }) {
  const t = useTranslations('connectivity');
  const test = useLinkTest();
  return (
    <div className="@[52rem]:text-right">
      <Button
        needs="operator"
        size="small"
        icon={<PlugZap aria-hidden />}
        aria-label={t('testOne', { name })}
        pending={test.isPending}
        onClick={() => test.mutate([storeId])}
      >
        {t('test')}
      </Button>
    </div>
  );
}
