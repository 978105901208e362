'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { CalendarRange, Eye, Play } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AutomaticFigures } from '#components/overview/automatic-figures';
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
  switchDailyLoad,
} from '#lib/client/sales';
import { schedulesRoom } from '#lib/client/schedules';
import { pendingRetries } from '#lib/client/store-gaps';
import type { Run } from '#lib/contract/run';
import type { EtlSchedulerStatus } from '#lib/contract/sales';

/** The daily load that runs by itself: next, last, retries, summary; on or off; now. */
export function AutomaticPanel({ onLoadPeriod }: { onLoadPeriod: () => void }) {
  const t = useTranslations();
  const status = useQuery(schedulerQuery);
  const runs = useQuery(runsQuery(lastLoadFilter, 1));
  const { power, start } = useDailyLoadActs();
  const lastRun = runs.data?.items[0] ?? null;
  const running = status.data?.is_running && lastRun && !isEnded(lastRun) ? lastRun : null;
  return (
    <Panel
      title={t('automatic.title')}
      actions={
        status.data ? (
          <Switch
            checked={power.isPending ? power.variables : status.data.enabled}
            disabled={power.isPending}
            label={t(status.data.enabled ? 'automatic.on' : 'automatic.off')}
            onChange={(on) => power.mutate(on)}
          />
        ) : null
      }
    >
      <Figures status={status} lastRun={lastRun} />
      <div className="mt-4 flex flex-wrap gap-2">
        {running ? (
          <Link href={`/runs/${running.id}`} className={buttonClass('primary')}>
            <Eye aria-hidden />
            {t('automatic.seeRunning')}
          </Link>
        ) : (
          <Button look="primary" icon={<Play aria-hidden />} pending={start.isPending} onClick={() => start.mutate()}>
            {t('automatic.runNow')}
          </Button>
        )}
        <Button icon={<CalendarRange aria-hidden />} onClick={onLoadPeriod}>
          {t('load.open')}
        </Button>
      </div>
    </Panel>
  );
}

type FiguresProps = { status: UseQueryResult<EtlSchedulerStatus>; lastRun: Run | null };

function Figures({ status, lastRun }: FiguresProps) {
  const t = useTranslations('automatic');
  const retries = useQuery({ ...overviewQuery, select: ({ stores }) => pendingRetries(stores) });
  if (status.data) {
    const known = retries.data ?? { stores: status.data.pending_retries, nextAt: null };
    return <AutomaticFigures status={status.data} lastRun={lastRun} retries={known} />;
  }
  if (status.isPending) return <FiguresSkeleton />;
  return (
    <Failed what={t('failed')} error={status.error} onRetry={() => status.refetch()} retrying={status.isFetching} />
  );
}

function useDailyLoadActs() {
  const t = useTranslations();
  const rooms = [salesRoom, schedulesRoom, runsRoom];
  const power = useAct({
    act: switchDailyLoad,
    rooms,
    done: ({ enabled }) => ({ title: t(enabled ? 'automatic.switchedOn' : 'automatic.switchedOff') }),
    failed: t('automatic.switchFailed'),
  });
  const start = useAct({
    act: () => runDailyLoad(),
    rooms,
    done: ({ run_id: id }) => ({ title: t('runs.started', { id }), href: `/runs/${id}`, linkText: t('runs.follow') }),
    failed: t('runs.startFailed'),
  });
  return { power, start };
}

function FiguresSkeleton() {
  return (
    <div aria-hidden className="grid grid-cols-2 gap-x-4 gap-y-4">
      {['next', 'last', 'retries', 'summary'].map((name) => (
        <div key={name} className="flex h-14 flex-col gap-1.5">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
