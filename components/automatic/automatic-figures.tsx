'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CronText } from '#components/schedules/cron-text';
import { NextDates } from '#components/schedules/next-dates';
import { ZoneChangeNote } from '#components/schedules/zone-change-note';
import { Countdown } from '#components/ui/countdown';
import { Elapsed } from '#components/ui/elapsed';
import { Folded } from '#components/ui/folded';
import { Moment } from '#components/ui/moment';
import { WorkBadge } from '#components/ui/state-badge';
import type { PendingRetries } from '#lib/client/store-gaps';
import type { Run } from '#lib/contract/run';
import type { EtlSchedulerStatus } from '#lib/contract/sales';
import type { Schedule } from '#lib/contract/schedule';

type AutomaticFiguresProps = {
  status: EtlSchedulerStatus;
  lastRun: Run | null;
  retries: PendingRetries;
  schedule: Schedule | null;
};

export function AutomaticFigures({ status, lastRun, retries, schedule }: AutomaticFiguresProps) {
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
      {schedule ? <Rule schedule={schedule} /> : null}
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

/** The cron in words; the next five dates and what the clocks do are one press away. */
function Rule({ schedule }: { schedule: Schedule }) {
  const t = useTranslations('automatic');
  const { cron, zone, enabled, next } = schedule;
  return (
    <Figure
      name={t('rule')}
      detail={
        <Folded title={t('nextDates')}>
          <NextDates dates={next} zone={zone} enabled={enabled} />
          <ZoneChangeNote zone={zone} />
        </Folded>
      }
    >
      <span title={`${cron} · ${zone}`}>
        <CronText cron={cron} />
      </span>
    </Figure>
  );
}
