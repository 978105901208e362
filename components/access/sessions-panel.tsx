'use client';

import { useQuery } from '@tanstack/react-query';
import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { accountRoom, endOne, endOthers, sessionsQuery } from '#lib/client/account';
import { deviceOf } from '#lib/client/device-of';
import type { Session } from '#lib/contract/access';

/** Where one is signed in, and signing out there. */
export function SessionsPanel() {
  const t = useTranslations('account');
  const sessions = useQuery(sessionsQuery);
  const items = sessions.data?.items ?? [];
  const ending = useAct({
    act: endOthers,
    rooms: [accountRoom],
    done: ({ ended }) => ({ title: t('othersEnded', { count: ended }) }),
    failed: t('endFailed'),
  });
  return (
    <Panel
      flush
      title={t('sessions')}
      actions={
        items.length > 1 ? (
          <Button
            size="small"
            icon={<LogOut aria-hidden />}
            pending={ending.isPending}
            onClick={() => ending.mutate(undefined)}
          >
            {t('endOthers')}
          </Button>
        ) : null
      }
    >
      {sessions.isPending ? <SkeletonRows rows={3} rowClass="h-14" /> : null}
      {sessions.isError && !sessions.data ? (
        <Failed
          what={t('sessionsFailed')}
          error={sessions.error}
          onRetry={() => sessions.refetch()}
          retrying={sessions.isFetching}
        />
      ) : null}
      <ul className="divide-y divide-line">
        {items.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </Panel>
  );
}

function SessionLine({ session }: { session: Session }) {
  const t = useTranslations('account');
  const { browser, system } = deviceOf(session.userAgent);
  const device = browser && system ? t('device', { browser, system }) : (browser ?? system ?? t('unknownDevice'));
  const ending = useAct({
    act: () => endOne(session.id),
    rooms: [accountRoom],
    done: () => ({ title: t('ended', { device }) }),
    failed: t('endFailed'),
  });
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2.5">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium" title={session.userAgent ?? undefined}>
            {device}
          </span>
          {session.current ? (
            <Badge tone="ok" icon={MonitorSmartphone}>
              {t('thisOne')}
            </Badge>
          ) : null}
        </p>
        <p className="text-soft text-xs">
          {session.address ? <span className="font-mono">{session.address} · </span> : null}
          {t('lastSeen')} <Moment at={session.lastSeenAt} /> · {t('signedInAt')} <Moment at={session.createdAt} />
        </p>
      </div>
      {session.current ? null : (
        <Button
          size="small"
          pending={ending.isPending}
          aria-label={t('endOf', { device })}
          onClick={() => ending.mutate(undefined)}
        >
          {t('end')}
        </Button>
      )}
    </li>
  );
}
