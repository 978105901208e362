'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { minutesText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';
import type { RecoveryPlan } from '#lib/contract/recovery';

/** How much, how long, which days. */
export function PlanFigures({ plan }: { plan: RecoveryPlan }) {
  const t = useTranslations('recovery');
  const times = useTimes();
  const { units, stores, rows, minutes, parallel, from, to } = plan;
  const number = new Intl.NumberFormat(times.locale);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-md bg-sunken p-3 sm:grid-cols-4">
      <Figure name={t('units')} detail={t('ofStores', { count: stores.length })}>
        {number.format(units)}
      </Figure>
      <Figure name={t('time')} detail={t('atOnce', { count: Math.min(parallel, stores.length) })}>
        {minutesText(minutes)}
      </Figure>
      <Figure name={t('rows')} detail={t('usual')}>
        {rows > 0 ? number.format(rows) : '—'}
      </Figure>
      <Figure name={t('days')} detail={t('inPeriod')}>
        {times.range(from, to)}
      </Figure>
    </dl>
  );
}

function Figure({ name, detail, children }: { name: string; detail: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="truncate font-semibold text-base">{children}</dd>
      <dd className="text-soft text-xs">{detail}</dd>
    </div>
  );
}
