'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DayForm } from '#components/inspector/day-form';
import { useMay } from '#components/shell/me';
import { buttonClass } from '#components/ui/button';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { companyCalendarQuery, saveCompanyCalendar } from '#lib/client/calendars';
import { salesRoom } from '#lib/client/sales';
import { storeDaysRoom } from '#lib/client/store-days';
import { storesRoom } from '#lib/client/stores';
import { useTimes } from '#lib/client/use-times';
import type { CompanyCalendar } from '#lib/contract/calendar';

const rooms = [storesRoom, salesRoom, storeDaysRoom];

/** Days on which no store trades. They are the same for every store, which is why they are folded away here. */
export function CompanyHolidays() {
  const t = useTranslations('inspector');
  const times = useTimes();
  const may = useMay('editor');
  const calendar = useQuery(companyCalendarQuery);
  const save = useAct({
    act: (next: CompanyCalendar) => saveCompanyCalendar(next),
    rooms,
    done: () => ({ title: t('calendarSaved') }),
  });
  const holidays = calendar.data?.holidays ?? [];
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="font-medium">{t('companyHolidays', { count: holidays.length })}</summary>
      <p className="mt-1 text-faint text-xs">{t('companyHolidaysHint')}</p>
      <ul className="mt-1 flex flex-col">
        {holidays.toReversed().map(({ day, name }) => (
          <li key={day} className="flex min-h-8 items-center gap-2">
            <span className="whitespace-nowrap">{times.day(day)}</span>
            <span className="min-w-0 flex-1 truncate text-soft">{name}</span>
            {may ? (
              <button
                type="button"
                aria-label={t('removeDay', { day: times.day(day) })}
                title={t('removeDay', { day: times.day(day) })}
                className={buttonClass('quiet', 'icon', 'size-7')}
                onClick={() => save.mutate({ holidays: holidays.filter((one) => one.day !== day) })}
              >
                <X aria-hidden />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {calendar.isError ? <ProblemNote error={calendar.error} /> : null}
      {save.isError ? <ProblemNote error={save.error} /> : null}
      {calendar.data && may ? (
        <DayForm
          named
          onAdd={({ day, name }) =>
            save.mutate({
              holidays: [...holidays.filter((one) => one.day !== day), { day, name: name ?? '' }].toSorted(
                (one, other) => one.day.localeCompare(other.day),
              ),
            })
          }
        />
      ) : null}
    </details>
  );
}
