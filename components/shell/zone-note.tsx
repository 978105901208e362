'use client';

import { Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { offsetText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';

/** The zone of every time on screen, and what its clocks show now. */
export function ZoneNote() {
  const t = useTranslations('shell');
  const { zone, now, clock } = useTimes();
  return (
    <p title={t('zone')} className="hidden items-center gap-1.5 text-faint text-xs sm:flex">
      <Clock aria-hidden className="size-3.5" />
      <span>
        {clock(now.toISOString())} · {zone.split('/').at(-1)?.replaceAll('_', ' ')}{' '}
        <span className="lg:hidden xl:inline">{offsetText(now, zone)}</span>
      </span>
    </p>
  );
}
