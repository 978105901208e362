'use client';

import { CircleCheck, CirclePause, DatabaseZap, TrendingDown, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { Popover } from '#components/ui/popover';
import { StoreDayBadge } from '#components/ui/state-badge';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { minutesText } from '#lib/client/format';
import { inOrder, lagTone, worstFirst } from '#lib/client/store-gaps';
import { useTimes } from '#lib/client/use-times';
import type { GapRange, Recommendation, StoreGap } from '#lib/contract/overview';

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
        {recommendation ? (
          <Button
            size="small"
            icon={<DatabaseZap aria-hidden />}
            pending={pending}
            className="@max-[52rem]:w-full"
            onClick={() => onRecover(store)}
          >
            <ActionText recommendation={recommendation} />
          </Button>
        ) : null}
      </Cell>
    </tr>
  );
}

function ActionText({ recommendation: { action, days, minutes } }: { recommendation: Recommendation }) {
  const t = useTranslations('gaps');
  return t(`actions.${action}`, { days, time: minutesText(minutes) });
}

function LagBadge({ days }: { days: number }) {
  const t = useTranslations('gaps');
  const tone = lagTone(days);
  const icon = { ok: CircleCheck, warn: TrendingDown, bad: TriangleAlert }[tone];
  return (
    <Badge tone={tone} icon={icon}>
      {t('daysBehind', { days })}
    </Badge>
  );
}

function Completeness({ ratio }: { ratio: number | null }) {
  const { locale } = useTimes();
  if (ratio === null) return <span className="text-faint">—</span>;
  const text = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2 }).format(floored(ratio));
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <span>{text}</span>
      <span aria-hidden className="block h-1 w-16 overflow-hidden rounded-full bg-sunken">
        <span
          className={ratio === 1 ? 'block h-full bg-ok-solid' : 'block h-full bg-warn-solid'}
          style={{ width: `${ratio * 100}%` }}
        />
      </span>
    </span>
  );
}

/** 99.997 % is not 100 %: what is missing is never rounded away. */
function floored(ratio: number): number {
  return Math.floor(ratio * 10_000 + 1e-9) / 10_000;
}

const shownRanges = 1;

function Ranges({ ranges }: { ranges: GapRange[] }) {
  const t = useTranslations('gaps');
  if (ranges.length === 0) return <span className="text-faint">—</span>;
  const hidden = ranges.length - shownRanges;
  return (
    <span className="block">
      {ranges.slice(-shownRanges).map((range) => (
        <RangeLine key={range.from} range={range} />
      ))}
      {hidden > 0 ? (
        <Popover label={t('allRanges')} trigger={<span className="text-xs">{t('moreRanges', { count: hidden })}</span>}>
          {ranges.toReversed().map((range) => (
            <RangeLine key={range.from} range={range} />
          ))}
        </Popover>
      ) : null}
    </span>
  );
}

function RangeLine({ range: { from, to, days, state } }: { range: GapRange }) {
  const t = useTranslations();
  const times = useTimes();
  return (
    <span className="block whitespace-nowrap">
      {times.range(from, to)}{' '}
      <span className="text-faint text-xs">
        {t('gaps.rangeDays', { days })}
        {state === 'missing' ? '' : ` · ${t(`storeDay.${state}.name`)}`}
      </span>
    </span>
  );
}

function Reason({ store: { hold, failure } }: { store: StoreGap }) {
  const t = useTranslations('gaps');
  if (hold) {
    return (
      <span className="flex gap-1.5 text-soft">
        <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          {t('held')} {hold.until ? <Moment at={hold.until} /> : t('untilLifted')}
          <span className="block text-faint text-xs">{hold.reason}</span>
        </span>
      </span>
    );
  }
  if (!failure) return null;
  return (
    <span className="block">
      <FailureText failure={failure.failure} brief />
      <span className="block text-xs">
        {failure.runId ? (
          <Link href={`/runs/${failure.runId}`} className="text-accent underline underline-offset-2">
            {t('seeRun', { id: failure.runId })}
          </Link>
        ) : null}
        {failure.nextAttemptAt ? (
          <span className="text-soft">
            {failure.runId ? ' · ' : ''}
            {t('nextAttempt')} <Moment at={failure.nextAttemptAt} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
