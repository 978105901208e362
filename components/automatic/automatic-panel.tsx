'use client';

import { useQuery } from '@tanstack/react-query';
import { Eye, Pencil, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AutomaticFigures } from '#components/automatic/automatic-figures';
import { FiguresSkeleton } from '#components/automatic/figures-skeleton';
import { SummaryHistory } from '#components/automatic/summary-history';
import { usePower } from '#components/schedules/use-power';
import { Button, buttonClass } from '#components/ui/button';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { Switch } from '#components/ui/switch';
import { useAct } from '#components/ui/use-act';
import { isEnded, runsQuery, runsRoom } from '#lib/client/runs';
import {
  lastLoadFilter,
  overviewQuery,
  runDailyLoad,
  salesRoom,
  schedulerQuery,
  summariesQuery,
} from '#lib/client/sales';
import { dailyScheduleQuery } from '#lib/client/schedules';
import { pendingRetries } from '#lib/client/store-gaps';
import type { Run } from '#lib/contract/run';
import type { Schedule } from '#lib/contract/schedule';

const ScheduleEditor = dynamic(() => import('#components/automatic/schedule-editor').then((m) => m.ScheduleEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

/** The daily load that runs by itself: next, last, retries, summary; on or off; now; and its rules, changed in place. */
export function AutomaticPanel() {
  const t = useTranslations('automatic');
  const status = useQuery(schedulerQuery);
  const schedule = useQuery(dailyScheduleQuery).data ?? null;
  const [editing, setEditing] = useState(false);
  const power = usePower(schedule, { on: t('switchedOn'), off: t('switchedOff'), failed: t('switchFailed') });
  return (
    <Panel
      title={t('title')}
      className="border-t-2 border-t-busy-solid"
      actions={
        status.data ? (
          <Switch
            needs="editor"
            checked={power.pending ?? status.data.enabled}
            disabled={power.pending !== null}
            label={t((power.pending ?? status.data.enabled) ? 'on' : 'off')}
            onChange={power.change}
          />
        ) : null
      }
    >
      {editing && schedule ? (
        <ScheduleEditor schedule={schedule} onClose={() => setEditing(false)} />
      ) : (
        <Shown schedule={schedule} onEdit={() => setEditing(true)} />
      )}
      {power.question}
    </Panel>
  );
}

function Shown({ schedule, onEdit }: { schedule: Schedule | null; onEdit: () => void }) {
  const t = useTranslations('automatic');
  const status = useQuery(schedulerQuery);
  const runs = useQuery(runsQuery(lastLoadFilter, 1));
  const retries = useQuery({ ...overviewQuery, select: ({ stores }) => pendingRetries(stores) });
  const summaries = useQuery(summariesQuery);
  if (!status.data) {
    return status.isPending ? (
      <FiguresSkeleton />
    ) : (
      <Failed what={t('failed')} error={status.error} onRetry={() => status.refetch()} retrying={status.isFetching} />
    );
  }
  const lastRun = runs.data?.items[0] ?? null;
  const running = status.data.is_running && lastRun && !isEnded(lastRun) ? lastRun : null;
  return (
    <>
      <AutomaticFigures
        status={status.data}
        lastRun={lastRun}
        retries={retries.data ?? { stores: status.data.pending_retries, nextAt: null }}
        schedule={schedule}
      />
      <SummaryHistory summaries={summaries.data?.items ?? []} />
      <div className="mt-4 flex flex-wrap gap-2">
        <RunNow running={running} />
        <Button needs="editor" icon={<Pencil aria-hidden />} disabled={schedule === null} onClick={onEdit}>
          {t('edit')}
        </Button>
      </div>
    </>
  );
}

function RunNow({ running }: { running: Run | null }) {
  const t = useTranslations();
  const start = useAct({
    act: () => runDailyLoad(),
    rooms: [salesRoom, runsRoom],
    done: ({ run_id: id }) => ({ title: t('runs.started', { id }), href: `/runs/${id}`, linkText: t('runs.follow') }),
    failed: t('runs.startFailed'),
  });
  if (running) {
    return (
      <Link href={`/runs/${running.id}`} className={buttonClass()}>
        <Eye aria-hidden />
        {t('automatic.seeRunning')}
      </Link>
    );
  }
  return (
    <Button
      needs="operator"
      icon={<Play aria-hidden />}
      pending={start.isPending}
      onClick={() => start.mutate(undefined)}
    >
      {t('automatic.runNow')}
    </Button>
  );
}
