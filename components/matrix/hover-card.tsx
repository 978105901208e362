'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Countdown } from '#components/ui/countdown';
import { FailureText } from '#components/ui/failure-text';
import { Skeleton } from '#components/ui/skeleton';
import { StoreDayBadge } from '#components/ui/state-badge';
import { decimalText, longDayText } from '#lib/client/format';
import { type Cell, cellText, stateOf } from '#lib/client/matrix';
import { shortDecimal } from '#lib/client/proof-lines';
import { storeDayGlanceQuery } from '#lib/client/store-days';
import { useTimes } from '#lib/client/use-times';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';

type HoverCardProps = { name: string; cell: Cell; letter: string | undefined };

/** The state at once; the proof as soon as the pointer rests. */
export function HoverCard({ name, cell, letter }: HoverCardProps) {
  const { locale } = useTimes();
  return (
    <div className="flex flex-col gap-2 p-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-semibold">{name}</p>
          <p className="text-faint text-xs first-letter:uppercase">{longDayText(cell.day, locale)}</p>
        </div>
        <StoreDayBadge state={stateOf(letter)} />
      </div>
      <Known key={cellText(cell)} cell={cell} letter={letter} />
    </div>
  );
}

const restMs = 140;

/** Whether the pointer has been here for a moment, so that crossing the matrix asks for nothing. */
function useRest(): boolean {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, []);
  return rested;
}

function Known({ cell, letter }: Omit<HoverCardProps, 'name'>) {
  const t = useTranslations();
  const state = stateOf(letter);
  const rested = useRest();
  const { data, isError } = useQuery({ ...storeDayGlanceQuery(cell), enabled: rested && state !== 'not_due' });
  if (data) return <Detail detail={data} />;
  if (isError || state === 'not_due') return <p className="text-soft text-xs">{t(`storeDay.${state}.meaning`)}</p>;
  return (
    <div className="flex flex-col gap-2 py-1">
      <Skeleton className="h-3" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  );
}

function Detail({ detail }: { detail: StoreDayDetail }) {
  const t = useTranslations();
  const { state, proof, error, mark, hold, active } = detail;
  return (
    <div className="flex flex-col gap-2 text-xs">
      {proof ? <ProofGlance detail={detail} /> : <p className="text-soft">{t(`storeDay.${state}.meaning`)}</p>}
      {mark ? <p className="break-words text-soft">{`${t('matrix.markedBecause')} ${mark.reason}`}</p> : null}
      {hold ? <p className="break-words text-soft">{`${t('matrix.heldBecause')} ${hold.reason}`}</p> : null}
      {error && state !== 'verified' ? <FailureText failure={error} brief /> : null}
      {active?.nextAttemptAt ? (
        <p className="text-wait">
          {t('overview.nextAttempt')} <Countdown at={active.nextAttemptAt} />
        </p>
      ) : null}
      {detail.hints.length > 0 ? (
        <p className="text-warn">{t('matrix.hints', { count: detail.hints.length })}</p>
      ) : null}
    </div>
  );
}

/** What the store says beside what is held, in the three figures that a person knows. */
function ProofGlance({ detail: { proof, drift } }: { detail: StoreDayDetail }) {
  const t = useTranslations();
  const { locale } = useTimes();
  if (!proof) return null;
  const source = drift?.source ?? proof.after;
  const held = drift?.held ?? proof.stored;
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const lines = [
    { name: t('figure.rows'), source: number.format(source.rows), held: number.format(held.rows) },
    {
      name: t('figure.amount'),
      source: decimalText(shortDecimal(source.amount), locale),
      held: decimalText(shortDecimal(held.amount), locale),
    },
    { name: t('figure.tickets'), source: number.format(source.tickets), held: number.format(held.tickets) },
  ];
  return (
    <table className="w-full">
      <thead>
        <tr className="text-faint">
          <td />
          <th className="pb-0.5 text-right font-medium">{t('inspector.source')}</th>
          <th className="pb-0.5 text-right font-medium">{t('inspector.held')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name} className={line.source === line.held ? undefined : 'text-bad'}>
            <th className="pr-2 text-left font-normal text-soft">{line.name}</th>
            <td className="text-right">{line.source}</td>
            <td className="pl-2 text-right font-medium">{line.held}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
