'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Countdown } from '#components/ui/countdown';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { SharesBar } from '#components/ui/shares-bar';
import { WorkBadge } from '#components/ui/state-badge';
import type { PendingRetries } from '#lib/client/store-gaps';
import { useTimes } from '#lib/client/use-times';
import type { Run } from '#lib/contract/run';
import type { EtlSchedulerStatus } from '#lib/contract/sales';

type AutomaticFiguresProps = { status: EtlSchedulerStatus; lastRun: Run | null; retries: PendingRetries };

export function AutomaticFigures({ status, lastRun, retries }: AutomaticFiguresProps) {
  const t = useTranslations('automatic');
  const { next_execution: nextAt, enabled, config } = status;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4">
      <Figure name={t('next')} detail={nextAt ? <Countdown at={nextAt} /> : t(enabled ? 'noNext' : 'isOff')}>
        {nextAt ? <Moment at={nextAt} /> : '—'}
      </Figure>
      <Figure name={t('last')} detail={lastRun ? <LastRunDetail run={lastRun} /> : t('never')}>
        {lastRun ? (
          <Link
            href={`/runs/${lastRun.id}`}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
          >
            <Moment at={lastRun.startedAt ?? lastRun.createdAt} />
          </Link>
        ) : (
          '—'
        )}
      </Figure>
      <Figure
        name={t('retries')}
        detail={
          retries.nextAt ? (
            <Countdown at={retries.nextAt} />
          ) : (
            t('retryRule', { times: config.max_retries, minutes: config.retry_interval_minutes })
          )
        }
      >
        {t('retryCount', { count: retries.stores })}
      </Figure>
      <Summary summary={status.daily_summary} />
    </dl>
  );
}

type FigureProps = { name: string; detail: ReactNode; children: ReactNode };

function Figure({ name, detail, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="truncate font-medium text-base">{children}</dd>
      <dd className="mt-0.5 text-soft text-xs">{detail}</dd>
    </div>
  );
}

function LastRunDetail({ run }: { run: Run }) {
  return (
    <span className="flex items-center gap-2">
      <WorkBadge state={run.state} />
      <Elapsed from={run.startedAt} to={run.endedAt} />
    </span>
  );
}

function Summary({ summary }: { summary: EtlSchedulerStatus['daily_summary'] }) {
  const t = useTranslations('automatic');
  const times = useTimes();
  if (!summary) {
    return (
      <Figure name={t('summary')} detail={t('noSummary')}>
        —
      </Figure>
    );
  }
  const { date, total, successful, partial, failed } = summary;
  const inWords = t('summaryParts', { successful, partial, failed });
  return (
    <Figure name={t('summaryOf', { day: times.day(date) })} detail={inWords}>
      <span className="flex items-center gap-2.5">
        {t('summaryTotal', { successful, total })}
        <SharesBar
          label={inWords}
          className="min-w-10 flex-1"
          shares={[
            { key: 'ok', count: successful, tone: 'ok' },
            { key: 'partial', count: partial, tone: 'warn' },
            { key: 'failed', count: failed, tone: 'bad' },
          ]}
        />
      </span>
    </Figure>
  );
}
