'use client';

import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ScheduleDialog } from '#components/schedules/schedule-dialog';
import { ScheduleSheet } from '#components/schedules/schedule-sheet';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { Skeleton } from '#components/ui/skeleton';
import { schedulesQuery } from '#lib/client/schedules';
import type { Schedule } from '#lib/contract/schedule';

/** What starts by itself, when next, and what became of the last time. */
export function SchedulesPanel() {
  const t = useTranslations('schedules');
  const schedules = useQuery(schedulesQuery);
  const [edited, setEdited] = useState<Schedule | null>(null);
  const items = schedules.data?.items ?? [];
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} />
      {schedules.isPending ? <Skeleton className="h-64 rounded-lg" /> : null}
      {schedules.isError && !schedules.data ? (
        <Failed
          what={t('failed')}
          error={schedules.error}
          onRetry={() => schedules.refetch()}
          retrying={schedules.isFetching}
        />
      ) : null}
      {schedules.data && items.length === 0 ? (
        <Empty icon={CalendarClock} title={t('none')}>
          {t('noneNext')}
        </Empty>
      ) : null}
      <div className="grid gap-4 xl:grid-cols-2">
        {items.map((schedule) => (
          <ScheduleSheet key={schedule.id} schedule={schedule} onEdit={() => setEdited(schedule)} />
        ))}
      </div>
      {edited ? <ScheduleDialog schedule={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}
