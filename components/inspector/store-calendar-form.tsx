'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CompanyHolidays } from '#components/inspector/company-holidays';
import { DayForm } from '#components/inspector/day-form';
import { useMay } from '#components/shell/me';
import { buttonClass } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { Failed } from '#components/ui/notice';
import { ProblemNote } from '#components/ui/problem-note';
import { Skeleton } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { saveStoreCalendar, storeCalendarQuery, withDay, withoutDay, withWeekday } from '#lib/client/calendars';
import { salesRoom } from '#lib/client/sales';
import { storeDaysRoom } from '#lib/client/store-days';
import { storesRoom } from '#lib/client/stores';
import { useTimes } from '#lib/client/use-times';
import type { StoreCalendar } from '#lib/contract/calendar';
import { addDays } from '#lib/contract/day';
import type { StoreId } from '#lib/contract/store';

/** When the store does not trade: its week, single days, and the holidays of the whole company. Each change is saved at once. */
export function StoreCalendarForm({ storeId }: { storeId: StoreId }) {
  const t = useTranslations('inspector');
  const calendar = useQuery(storeCalendarQuery(storeId));
  if (calendar.data) return <Calendar storeId={storeId} calendar={calendar.data} />;
  if (calendar.isPending) return <Skeleton className="h-24" />;
  return (
    <Failed
      what={t('calendarFailed')}
      error={calendar.error}
      onRetry={() => calendar.refetch()}
      retrying={calendar.isFetching}
    />
  );
}

const rooms = [storesRoom, salesRoom, storeDaysRoom];

function Calendar({ storeId, calendar }: { storeId: StoreId; calendar: StoreCalendar }) {
  const t = useTranslations('inspector');
  const save = useAct({
    act: (next: StoreCalendar) => saveStoreCalendar(storeId, next),
    rooms,
    done: () => ({ title: t('calendarSaved') }),
  });
  const shown = save.isPending ? save.variables : calendar;
  return (
    <div className="flex flex-col gap-4">
      <Week calendar={shown} onChange={save.mutate} />
      <Days calendar={shown} onChange={save.mutate} />
      {save.isError ? <ProblemNote error={save.error} /> : null}
      <CompanyHolidays />
    </div>
  );
}

type PartProps = { calendar: StoreCalendar; onChange: (calendar: StoreCalendar) => void };

const monday = '2024-01-01';
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

function Week({ calendar, onChange }: PartProps) {
  const t = useTranslations('inspector');
  const { locale } = useTimes();
  const may = useMay('editor');
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-soft text-xs">{t('closedEvery')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {weekdays.map((weekday) => (
          <Checkbox
            key={weekday}
            disabled={!may}
            checked={calendar.closedWeekdays.includes(weekday)}
            onChange={(closed) => onChange(withWeekday(calendar, weekday, closed))}
          >
            {format.format(Date.parse(addDays(monday, weekday - 1)))}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

const shownDays = 5;

function Days({ calendar, onChange }: PartProps) {
  const t = useTranslations('inspector');
  const times = useTimes();
  const may = useMay('editor');
  const [all, setAll] = useState(false);
  const newest = calendar.days.toReversed();
  const shown = all ? newest : newest.slice(0, shownDays);
  return (
    <div>
      <p className="mb-1.5 font-medium text-soft text-xs">{t('singleDays')}</p>
      <ul className="flex flex-col">
        {shown.map(({ day, open, name }) => (
          <li key={day} className="flex min-h-8 items-center gap-2">
            <span className="whitespace-nowrap">{times.day(day)}</span>
            <span className="min-w-0 flex-1 truncate text-soft">
              {t(open ? 'isOpen' : 'isClosed')}
              {name ? ` · ${name}` : ''}
            </span>
            {may ? (
              <button
                type="button"
                aria-label={t('removeDay', { day: times.day(day) })}
                title={t('removeDay', { day: times.day(day) })}
                className={buttonClass('quiet', 'icon', 'size-7')}
                onClick={() => onChange(withoutDay(calendar, day))}
              >
                <X aria-hidden />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {newest.length > shown.length ? (
        <button type="button" className="text-accent text-xs underline underline-offset-2" onClick={() => setAll(true)}>
          {t('allDays', { count: newest.length })}
        </button>
      ) : null}
      {may ? <DayForm canBeOpen onAdd={(day) => onChange(withDay(calendar, day))} /> : null}
    </div>
  );
}
