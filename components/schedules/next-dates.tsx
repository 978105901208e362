'use client';

import { useTranslations } from 'next-intl';
import { Countdown } from '#components/ui/countdown';
import { instantText, offsetText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';

type NextDatesProps = { dates: string[]; zone: string; enabled: boolean };

/** The next five times, in the schedule's own zone; the offset shows where the clocks change between them. */
export function NextDates({ dates, zone, enabled }: NextDatesProps) {
  const t = useTranslations('schedules');
  const { locale } = useTimes();
  if (!enabled || dates.length === 0) return <p className="text-faint">{t(enabled ? 'noNext' : 'isOff')}</p>;
  return (
    <div>
      <p className="text-faint text-xs">{t('nextDates')}</p>
      <ol className="mt-1 flex flex-col gap-0.5">
        {dates.slice(0, 5).map((iso, index) => {
          const at = new Date(iso);
          return (
            <li key={iso} className={index === 0 ? 'font-medium' : 'text-soft'}>
              <time dateTime={iso}>{instantText(at, locale, zone)}</time>{' '}
              <span className="font-normal text-faint text-xs">
                {offsetText(at, zone)}
                {index === 0 ? (
                  <>
                    {' · '}
                    <Countdown at={iso} />
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
