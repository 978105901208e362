'use client';

import { useTranslations } from 'next-intl';
import { instantText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';
import { nextZoneChange } from '#lib/client/zone-change';

/** When the clocks of the schedule's zone change within a year; nothing where they never do. */
export function ZoneChangeNote({ zone }: { zone: string }) {
  const t = useTranslations('schedules');
  const { now, locale } = useTimes();
  const change = nextZoneChange(zone, now);
  if (!change) return null;
  return (
    <p className="mt-2 text-soft text-xs">
      {t('clocksChange', {
        at: instantText(change.at, locale, zone),
        way: change.minutes > 0 ? 'forward' : 'back',
        minutes: Math.abs(change.minutes),
      })}
    </p>
  );
}
