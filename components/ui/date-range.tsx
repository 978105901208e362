'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DayPicker } from 'react-day-picker';
import { enUS } from 'react-day-picker/locale/en-US';
import { es } from 'react-day-picker/locale/es';
import { Button } from '#components/ui/button';
import { presets } from '#lib/client/day-presets';
import { useMedia } from '#lib/client/use-media';
import { useTimes } from '#lib/client/use-times';
import type { Day } from '#lib/contract/day';

type DateRangeProps = {
  from: Day;
  to: Day;
  /** From when on days can be chosen; where it is given, months and years are chosen by name. */
  first?: Day;
  /** The last day that can be chosen. */
  last: Day;
  /** Also where there is room for two. */
  oneMonth?: boolean;
  onChange: (from: Day, to: Day) => void;
};

/** On a phone the seven days share the width. */
const cell = 'size-9 text-center text-sm max-sm:w-auto';

const classes = {
  root: 'select-none',
  months: 'relative flex gap-6',
  month: 'flex flex-col gap-2 max-sm:grow',
  month_caption: 'flex h-8 items-center justify-center font-medium capitalize',
  dropdowns: 'flex gap-1',
  dropdown_root: 'relative rounded-md px-1.5 py-1 hover:bg-hover focus-within:outline-2 focus-within:outline-accent',
  dropdown: 'absolute inset-0 w-full cursor-pointer bg-raised opacity-0',
  caption_label: 'flex items-center gap-1',
  nav: 'pointer-events-none absolute inset-x-0 top-0 flex justify-between *:pointer-events-auto',
  button_previous: 'flex size-8 items-center justify-center rounded-md hover:bg-hover aria-disabled:opacity-40',
  button_next: 'flex size-8 items-center justify-center rounded-md hover:bg-hover aria-disabled:opacity-40',
  chevron: 'size-4 fill-current',
  month_grid: 'border-collapse max-sm:w-full',
  weekday: 'size-9 max-sm:w-auto font-normal text-faint text-xs',
  day: `${cell} p-0`,
  day_button: 'size-9 max-sm:w-full rounded-md hover:bg-hover focus-visible:outline-2 focus-visible:outline-accent',
  today: 'font-semibold text-accent',
  outside: 'invisible',
  disabled: 'text-faint opacity-50',
  range_start: 'rounded-l-md bg-accent! text-inverse!',
  range_end: 'rounded-r-md bg-accent! text-inverse!',
  range_middle: 'bg-accent-tint text-ink',
};

/** Days from one to another: two months where there is room, arrow keys inside, the usual periods one press away. */
export function DateRange({ from, to, first, last, oneMonth = false, onChange }: DateRangeProps) {
  const t = useTranslations('dateRange');
  const { locale, today } = useTimes();
  /** The first day of a range whose last one is still to be said; until then the range is that day alone. */
  const [begun, setBegun] = useState<Day | null>(null);
  const isWide = useMedia('(min-width: 48rem)') ?? false;
  const wide = isWide && !oneMonth;
  const dayName = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  return (
    <div className="flex gap-4 max-sm:flex-col">
      <fieldset aria-label={t('presets')} className="flex gap-1 max-sm:flex-wrap sm:w-36 sm:flex-col">
        {presets(last, today).map(({ name, from: start, to: end }) => (
          <Button
            key={name}
            look={start === from && end === to ? 'secondary' : 'quiet'}
            size="small"
            aria-pressed={start === from && end === to}
            className="sm:justify-start!"
            onClick={() => {
              setBegun(null);
              onChange(start, end);
            }}
          >
            {t(name)}
          </Button>
        ))}
      </fieldset>
      <DayPicker
        mode="range"
        required
        resetOnSelect
        autoFocus
        locale={locale === 'es' ? es : enUS}
        weekStartsOn={1}
        numberOfMonths={wide ? 2 : 1}
        defaultMonth={monthBefore(to, wide)}
        endMonth={dateOf(last)}
        disabled={first ? { before: dateOf(first), after: dateOf(last) } : { after: dateOf(last) }}
        {...(first ? { captionLayout: 'dropdown' as const, startMonth: dateOf(first) } : {})}
        today={dateOf(today)}
        selected={begun ? { from: dateOf(begun) } : { from: dateOf(from), to: dateOf(to) }}
        onSelect={({ from: start, to: end }) => {
          if (!start) return;
          setBegun(end ? null : dayOf(start));
          onChange(dayOf(start), dayOf(end ?? start));
        }}
        labels={{
          labelMonthDropdown: () => t('month'),
          labelYearDropdown: () => t('year'),
          // The words of the library say "1st" where the button shows "1": a name has to contain what is shown.
          labelDayButton: (date, { today: isToday, selected }) =>
            [isToday ? t('today') : null, dayName.format(date), selected ? t('selected') : null]
              .filter(Boolean)
              .join(', '),
        }}
        classNames={classes}
      />
    </div>
  );
}

/** A day has no zone: the calendar's dates are local midnights. */
function dateOf(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function dayOf(date: Date): Day {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The period's last month on the right of two. */
function monthBefore(day: Day, wide: boolean): Date {
  const date = dateOf(day);
  return new Date(date.getFullYear(), date.getMonth() - (wide ? 1 : 0), 1);
}
