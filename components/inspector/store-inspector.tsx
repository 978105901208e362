'use client';

import { useQuery } from '@tanstack/react-query';
import { DatabaseZap } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ExportButton } from '#components/exports/export-button';
import { HoldAct } from '#components/inspector/cell-acts';
import { InspectorSkeleton } from '#components/inspector/cell-inspector';
import type { RecoverAct } from '#components/inspector/inspector';
import { InspectorHeading } from '#components/inspector/inspector-heading';
import { Section } from '#components/inspector/section';
import { StoreCalendarForm } from '#components/inspector/store-calendar-form';
import { StoreLink } from '#components/inspector/store-link';
import { StoreRuns } from '#components/inspector/store-runs';
import { Button } from '#components/ui/button';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { Failed } from '#components/ui/notice';
import { StoreDayBadge } from '#components/ui/state-badge';
import { startOf } from '#lib/client/format';
import { inspect } from '#lib/client/inspector';
import { periodDays } from '#lib/client/matrix';
import { overviewQuery } from '#lib/client/sales';
import { useTimes } from '#lib/client/use-times';
import type { GapRange, StoreGap } from '#lib/contract/overview';
import type { StoreId } from '#lib/contract/store';

type StoreInspectorProps = { storeId: StoreId; onRecover: RecoverAct };

/** One store: what is missing, how it is reached, what was loaded last, when it trades. */
export function StoreInspector({ storeId, onRecover }: StoreInspectorProps) {
  const t = useTranslations('inspector');
  const overview = useQuery(overviewQuery);
  const store = overview.data?.stores.find((one) => one.storeId === storeId);
  const { today } = useTimes();
  return (
    <>
      <InspectorHeading title={store?.name ?? storeId} note={<span className="font-mono text-xs">{storeId}</span>}>
        <span className="ml-auto">
          <ExportButton
            exported={{ kind: 'proofs', from: startOf(today, periodDays['1y']), to: today, store: storeId }}
          />
        </span>
      </InspectorHeading>
      {store ? (
        <>
          <Summary store={store} />
          <Gaps store={store} onRecover={onRecover} />
          <StoreLink storeId={storeId} />
          <StoreRuns storeId={storeId} />
          <Section title={t('calendar')}>
            <StoreCalendarForm storeId={storeId} />
          </Section>
        </>
      ) : overview.data ? (
        <p className="px-5 py-6 text-soft">
          {t('noStore', { id: storeId })}{' '}
          <Link href="/stores" className="text-accent underline underline-offset-2">
            {t('seeStores')}
          </Link>
        </p>
      ) : overview.isError ? (
        <Failed
          what={t('storeFailed')}
          error={overview.error}
          onRetry={() => overview.refetch()}
          retrying={overview.isFetching}
        />
      ) : (
        <InspectorSkeleton />
      )}
    </>
  );
}

function Summary({ store }: { store: StoreGap }) {
  const t = useTranslations();
  const times = useTimes();
  const { dayState, active, hold, lastDay, daysBehind, completeness, rows, failure } = store;
  const number = new Intl.NumberFormat(times.locale, { useGrouping: 'always' });
  const percent = new Intl.NumberFormat(times.locale, { style: 'percent', maximumFractionDigits: 2 });
  return (
    <div className="flex flex-col gap-3 px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {active ? <StoreDayBadge state={dayState} /> : <span className="text-faint">{t('gaps.inactive')}</span>}
        {hold ? (
          <span className="text-soft">
            {t('gaps.held')} {hold.until ? <Moment at={hold.until} /> : t('gaps.untilLifted')} · {hold.reason}
          </span>
        ) : null}
      </p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        <Figure name={t('gaps.lastSale')}>{lastDay ? times.day(lastDay) : t('gaps.never')}</Figure>
        <Figure name={t('inspector.behind')}>{t('gaps.daysBehind', { days: daysBehind })}</Figure>
        <Figure name={t('gaps.completeness')}>
          {completeness === null ? '—' : percent.format(Math.floor(completeness * 10_000) / 10_000)}
        </Figure>
        <Figure name={t('figure.rows')}>{number.format(rows)}</Figure>
      </dl>
      {failure ? <FailureText failure={failure.failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <HoldAct storeId={store.storeId} />
      </div>
    </div>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="font-medium text-base">{children}</dd>
    </div>
  );
}

function Gaps({ store: { storeId, ranges }, onRecover }: { store: StoreGap; onRecover: RecoverAct }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('gaps')} note={ranges.length > 0 ? ranges.length : null}>
      {ranges.length === 0 ? <p className="text-soft">{t('noGaps')}</p> : null}
      <ul className="flex flex-col gap-1.5">
        {ranges.toReversed().map((range) => (
          <GapLine
            key={range.from}
            range={range}
            onOpen={() => inspect({ kind: 'cell', cell: { storeId, day: range.to } })}
            onRecover={() => onRecover({ stores: [storeId], from: range.from, to: range.to })}
          />
        ))}
      </ul>
    </Section>
  );
}

type GapLineProps = { range: GapRange; onOpen: () => void; onRecover: () => void };

function GapLine({ range: { from, to, days, state }, onOpen, onRecover }: GapLineProps) {
  const t = useTranslations();
  const times = useTimes();
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <StoreDayBadge state={state} />
      <button type="button" className="text-left underline decoration-line-strong underline-offset-4" onClick={onOpen}>
        {times.range(from, to)}
      </button>
      <span className="text-faint text-xs">{t('gaps.rangeDays', { days })}</span>
      <Button needs="operator" size="small" className="ml-auto" icon={<DatabaseZap aria-hidden />} onClick={onRecover}>
        {t('inspector.recover')}
      </Button>
    </li>
  );
}
