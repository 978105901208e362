'use client';

import { useQuery } from '@tanstack/react-query';
import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { IncidentList } from '#components/alerts/incident-list';
import { Empty, Failed } from '#components/ui/notice';
import { SkeletonRows } from '#components/ui/skeleton';
import { alertsQuery } from '#lib/client/alerts';

const mostOpen = 10;
const mostResolved = 3;

/** What the bell shows: the open incidents, then those that ended last. */
export function AlertInbox() {
  const t = useTranslations('alerts');
  const open = useQuery(alertsQuery({ state: 'open', after: null }, mostOpen));
  const resolved = useQuery(alertsQuery({ state: 'resolved', after: null }, mostResolved));
  const over = resolved.data?.items ?? [];
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {open.isPending ? <SkeletonRows rows={3} rowClass="h-24" /> : null}
        {open.isError && !open.data ? (
          <Failed what={t('failed')} error={open.error} onRetry={() => open.refetch()} retrying={open.isFetching} />
        ) : null}
        {open.data?.items.length === 0 ? (
          <Empty icon={BellOff} title={t('none.open')}>
            {t('noneNext.open')}
          </Empty>
        ) : null}
        {open.data && open.data.items.length > 0 ? (
          <IncidentList brief label={t('state.open')} incidents={open.data.items} />
        ) : null}
        {over.length > 0 ? (
          <>
            <h3 className="border-line border-y bg-sunken px-4 py-1.5 font-medium text-faint text-xs">{t('recent')}</h3>
            <IncidentList brief label={t('recent')} incidents={over} />
          </>
        ) : null}
      </div>
      <p className="border-line border-t px-4 py-2.5 text-center">
        <Link href="/alerts" className="font-medium text-accent underline underline-offset-2">
          {t('seeAll')}
        </Link>
      </p>
    </>
  );
}
