'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CronText } from '#components/schedules/cron-text';
import { Countdown } from '#components/ui/countdown';
import { Moment } from '#components/ui/moment';
import { Skeleton } from '#components/ui/skeleton';
import { decimalText } from '#lib/client/format';
import { stockScheduleQuery, wholeText } from '#lib/client/stock';
import { useTimes } from '#lib/client/use-times';
import type { StockOverview } from '#lib/contract/stock';

const gridClass = 'grid grid-cols-2 gap-x-4 gap-y-4 p-4 lg:grid-cols-5';

/** What the company has on its shelves, how much of that is known for today, and when it is taken again. */
export function StockFigures({ totals }: { totals: StockOverview['totals'] }) {
  const t = useTranslations('stock');
  const { locale } = useTimes();
  const { products, units, value, fresh, late, never, takenAt } = totals;
  const all = fresh + late + never;
  const others = [late > 0 ? t('late', { count: late }) : null, never > 0 ? t('never', { count: never }) : null];
  return (
    <dl className={gridClass}>
      <Figure
        name={t('upToDate')}
        tone={fresh === all ? 'text-ok' : 'text-warn'}
        detail={others.filter(Boolean).join(' · ') || t('allFresh')}
      >
        {t('freshOf', { fresh, all })}
      </Figure>
      <Figure
        name={t('totalProducts')}
        detail={
          takenAt ? (
            <>
              {t('since')} <Moment at={takenAt.oldest} />
            </>
          ) : (
            t('nothingYet')
          )
        }
      >
        {new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(products)}
      </Figure>
      <Figure name={t('totalUnits')} detail={t('allStores')}>
        <span title={decimalText(units, locale)}>{wholeText(units, locale)}</span>
      </Figure>
      <Figure name={t('totalValue')} detail={t('atCost')}>
        <span title={decimalText(value, locale)}>{wholeText(value, locale)}</span>
      </Figure>
      <ScheduleFigure />
    </dl>
  );
}

function ScheduleFigure() {
  const t = useTranslations('stock');
  const schedules = useQuery(stockScheduleQuery);
  const edit = (
    <Link href="/schedules" className="text-accent underline decoration-dotted underline-offset-2">
      {t('editSchedule')}
    </Link>
  );
  const { data: schedule } = schedules;
  const [nextAt] = schedule?.next ?? [];
  if (!schedule) {
    return (
      <Figure name={t('schedule')} detail={edit}>
        {schedules.isPending ? <Skeleton className="mt-1 w-28" /> : t('noSchedule')}
      </Figure>
    );
  }
  return (
    <Figure
      name={t('schedule')}
      detail={
        <>
          {schedule.enabled && nextAt ? <Countdown at={nextAt} /> : t('off')} · {edit}
        </>
      }
    >
      <CronText cron={schedule.cron} />
    </Figure>
  );
}

type FigureProps = { name: string; detail: ReactNode; tone?: string; children: ReactNode };

function Figure({ name, detail, tone = 'text-ink', children }: FigureProps) {
  return (
    <div className="min-w-0 max-lg:last:col-span-2">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className={`truncate font-semibold text-lg ${tone}`}>{children}</dd>
      <dd className="mt-0.5 text-soft text-xs">{detail}</dd>
    </div>
  );
}

/** As tall as the figures. */
export function StockFiguresSkeleton() {
  return (
    <div className={gridClass}>
      {['fresh', 'products', 'units', 'value', 'schedule'].map((name) => (
        <div key={name} className="flex h-[3.875rem] flex-col justify-between py-0.5">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-5 w-28" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
