'use client';

import { Pencil, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CronText } from '#components/schedules/cron-text';
import { NextDates } from '#components/schedules/next-dates';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Panel } from '#components/ui/panel';
import { ReasonText } from '#components/ui/reason-text';
import { Switch } from '#components/ui/switch';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { schedulesRoom, switchSchedule } from '#lib/client/schedules';
import type { Schedule } from '#lib/contract/schedule';

export function ScheduleSheet({ schedule, onEdit }: { schedule: Schedule; onEdit: () => void }) {
  const t = useTranslations('schedules');
  const power = usePower(schedule);
  const { job, id, zone, enabled, warning } = schedule;
  return (
    <Panel
      title={job}
      note={id === job ? null : <code className="font-mono">{id}</code>}
      actions={
        <>
          <Switch
            label={t(enabled ? 'on' : 'off')}
            checked={power.isPending ? power.variables : enabled}
            disabled={power.isPending}
            onChange={(on) => power.mutate(on)}
          />
          <Button size="small" icon={<Pencil aria-hidden />} onClick={onEdit}>
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

function usePower(schedule: Schedule) {
  const t = useTranslations('schedules');
  return useAct({
    act: (on: boolean) => switchSchedule(schedule.id, on),
    rooms: [schedulesRoom, salesRoom],
    done: ({ enabled }) => ({ title: t(enabled ? 'switchedOn' : 'switchedOff', { job: schedule.job }) }),
    failed: t('switchFailed'),
  });
}
