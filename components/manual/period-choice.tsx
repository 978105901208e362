'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Popover } from '#components/ui/popover';
import { Skeleton } from '#components/ui/skeleton';
import { useTimes } from '#lib/client/use-times';
import type { Day } from '#lib/contract/day';

/** As large as the calendar that will come. */
const DateRange = dynamic(() => import('#components/ui/date-range').then((module) => module.DateRange), {
  ssr: false,
  loading: () => <Skeleton className="h-80 w-72 md:w-[44rem]" />,
});

type PeriodChoiceProps = { from: Day; to: Day; last: Day; onChange: (from: Day, to: Day) => void };

export function PeriodChoice({ from, to, last, onChange }: PeriodChoiceProps) {
  const t = useTranslations('load');
  const times = useTimes();
  return (
    <Popover look="control" roomy label={t('period')} trigger={times.range(from, to)}>
      <DateRange from={from} to={to} last={last} onChange={onChange} />
    </Popover>
  );
}
