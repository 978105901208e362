import { useLocale, useNow, useTimeZone, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import {
  clockText,
  dayText,
  exactClockText,
  fullInstantText,
  instantText,
  nearDay,
  rangeText,
} from '#lib/client/format';
import { useViewerZone } from '#lib/client/viewer-zone';
import { type Day, dayInZone } from '#lib/contract/day';

/** How this viewer reads days and instants: one locale, one zone, everywhere. */
export type Times = {
  locale: string;
  zone: string;
  now: Date;
  /** The business day that goes on, by the product's zone: it does not shift with the viewer's. */
  today: Day;
  day: (day: Day) => string;
  range: (from: Day, to: Day) => string;
  /** `today 05:00`, `tomorrow 05:00`, `Wed 19 Nov, 05:00`. */
  instant: (iso: string) => string;
  clock: (iso: string) => string;
  exactClock: (iso: string) => string;
  full: (iso: string) => string;
};

/** `tickMs` renews `now`: give it where a countdown runs, leave it where nothing moves. */
export function useTimes(tickMs = 60_000): Times {
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const { product } = useViewerZone();
  const now = useNow({ updateInterval: tickMs });
  const t = useTranslations('time');
  return useMemo(() => {
    const today = dayInZone(now, product);
    return {
      locale,
      zone,
      now,
      today,
      day: (day) => dayText(day, locale, today),
      range: (from, to) => rangeText(from, to, { locale, today }),
      instant: (iso) => {
        const at = new Date(iso);
        const near = nearDay(at, now, zone);
        return near ? t(near, { clock: clockText(at, locale, zone) }) : instantText(at, locale, zone);
      },
      clock: (iso) => clockText(new Date(iso), locale, zone),
      exactClock: (iso) => exactClockText(new Date(iso), locale, zone),
      full: (iso) => fullInstantText(new Date(iso), locale, zone),
    };
  }, [locale, zone, product, now, t]);
}
