'use client';

import { Pencil, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CronText } from '#components/schedules/cron-text';
import { NextDates } from '#components/schedules/next-dates';
import { usePower } from '#components/schedules/use-power';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Panel } from '#components/ui/panel';
import { ReasonText } from '#components/ui/reason-text';
import { Switch } from '#components/ui/switch';
import type { Schedule } from '#lib/contract/schedule';

export function ScheduleSheet({ schedule, onEdit }: { schedule: Schedule; onEdit: () => void }) {
  const t = useTranslations('schedules');
  const { job, id, zone, enabled, warning } = schedule;
  const power = usePower(schedule, {
    on: t('switchedOn', { job }),
    off: t('switchedOff', { job }),
    failed: t('switchFailed'),
  });
  return (
    <Panel
      title={job}
      note={id === job ? null : <code className="font-mono">{id}</code>}
      actions={
        <>
          <Switch
            needs="editor"
            label={t(enabled ? 'on' : 'off')}
            checked={power.pending ?? enabled}
            disabled={power.pending !== null}
            onChange={power.change}
          />
          <Button needs="editor" size="small" icon={<Pencil aria-hidden />} onClick={onEdit}>
            {t('edit')}
          </Button>
        </>
      }
    >
      {warning ? (
        <p role="alert" className="mb-4 flex gap-2 rounded-md bg-warn-tint p-3 text-warn">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {warning}
        </p>
      ) : null}
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Rules schedule={schedule} />
        <NextDates dates={schedule.next} zone={zone} enabled={enabled} />
      </div>
      {power.question}
    </Panel>
  );
}

function Rules({ schedule: { cron, zone, retries, retryMinutes, missed, lastTick } }: { schedule: Schedule }) {
  const t = useTranslations('schedules');
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="font-medium text-base">
          <CronText cron={cron} />
        </p>
        <p className="text-faint text-xs">
          <code className="font-mono">{cron}</code> · {zone}
        </p>
      </div>
      <p className="text-soft text-xs">
        {retries === null ? t('jobRetries') : t('retryRule', { times: retries, minutes: retryMinutes ?? 0 })}
        <br />
        {t(`missed.${missed}`)}
      </p>
      <LastTick tick={lastTick} />
    </div>
  );
}

function LastTick({ tick }: { tick: Schedule['lastTick'] }) {
  const t = useTranslations('schedules');
  if (!tick) return <p className="text-faint text-xs">{t('noTick')}</p>;
  return (
    <p className="text-soft text-xs">
      {t('lastTick')} <Moment at={tick.slotAt} />: {t(`outcomes.${tick.outcome}`)}
      {tick.reason ? (
        <span className="text-faint">
          {' '}
          (<ReasonText reason={tick.reason} />)
        </span>
      ) : null}
      {tick.runId ? (
        <>
          {' '}
          <Link href={`/runs/${tick.runId}`} className="text-accent underline underline-offset-2">
            #{tick.runId}
          </Link>
        </>
      ) : null}
    </p>
  );
}
