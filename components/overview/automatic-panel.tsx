'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarRange, Eye, Play } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AutomaticFigures } from '#components/overview/automatic-figures';
import { Button, buttonClass } from '#components/ui/button';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { Switch } from '#components/ui/switch';
import { useToasts } from '#components/ui/toasts';
import { problemOf } from '#lib/client/problem';
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

/** The daily load that runs by itself: next, last, retries, summary; on or off; now. */
export function AutomaticPanel({ onLoadPeriod }: { onLoadPeriod: () => void }) {
  const t = useTranslations();
  const status = useQuery(schedulerQuery);
  const runs = useQuery(runsQuery(lastLoadFilter, 1));
  const retries = useQuery({ ...overviewQuery, select: ({ stores }) => pendingRetries(stores) });
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
      className="flex min-h-64 flex-col"
    >
      {status.data ? (
        <AutomaticFigures
          status={status.data}
          lastRun={lastRun}
          retries={retries.data ?? { stores: status.data.pending_retries, nextAt: null }}
        />
      ) : status.isError ? (
        <Failed
          what={t('automatic.failed')}
          error={status.error}
          onRetry={() => status.refetch()}
          retrying={status.isFetching}
        />
      ) : (
        <FiguresSkeleton />
      )}
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

function useDailyLoadActs() {
  const t = useTranslations();
  const client = useQueryClient();
  const { done, failed } = useToasts();
  const renew = () =>
    Promise.all([salesRoom, schedulesRoom, runsRoom].map((room) => client.invalidateQueries({ queryKey: [room] })));
  const power = useMutation({
    mutationFn: switchDailyLoad,
    onSettled: renew,
    onSuccess: ({ enabled }) => done({ title: t(enabled ? 'automatic.switchedOn' : 'automatic.switchedOff') }),
    onError: (error) => failed({ title: t('automatic.switchFailed'), description: problemOf(error).message }),
  });
  const start = useMutation({
    mutationFn: runDailyLoad,
    onSettled: renew,
    onSuccess: ({ run_id: id }) =>
      done({ title: t('runs.started', { id }), href: `/runs/${id}`, linkText: t('runs.follow') }),
    onError: (error) => failed({ title: t('runs.startFailed'), description: problemOf(error).message }),
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
