'use client';

import clsx from 'clsx';
import { memo, useMemo } from 'react';
import type { MatrixGeometry } from '#lib/client/matrix-geometry';
import { monthsOf, weekdayOf } from '#lib/client/matrix-months';
import { type Day, eachDay } from '#lib/contract/day';

type MatrixHeaderProps = { geometry: MatrixGeometry; from: Day; to: Day; today: Day; locale: string };

const widthOfEveryDay = 20;
const widthOfMondays = 8;
const monday = 1;
const saturday = 6;

/** Months, which stay in sight while any of their days does, and as many days as fit. For the eye: the grid says them in words. */
export const MatrixHeader = memo(function MatrixHeader({ geometry, from, to, today, locale }: MatrixHeaderProps) {
  const { cellWidth } = geometry;
  const months = useMemo(() => monthsOf(from, to, locale), [from, to, locale]);
  const days = useMemo(() => eachDay(from, to), [from, to]);
  const letters = useMemo(() => weekdayLetters(locale), [locale]);
  const every = cellWidth >= widthOfEveryDay;
  return (
    <div aria-hidden className="relative h-full text-faint text-xs">
      {months.map(({ key, name, first, count }) => (
        <div
          key={key}
          style={{ left: first * cellWidth, width: count * cellWidth }}
          className="absolute top-0 h-full border-line border-l"
        >
          <span
            style={{ left: geometry.namesWidth }}
            className="sticky inline-block max-w-full truncate px-1.5 pt-1 font-medium text-soft first-letter:uppercase"
          >
            {count * cellWidth >= 36 ? name : ''}
          </span>
        </div>
      ))}
      {days.map((day, place) => {
        const weekday = weekdayOf(day);
        if (!every && (cellWidth < widthOfMondays || weekday !== monday)) return null;
        return (
          <span
            key={day}
            style={{ left: place * cellWidth, width: every ? cellWidth : 24 }}
            className={clsx(
              'absolute bottom-1 overflow-hidden leading-4',
              every ? 'text-center' : 'pl-px text-[0.6875rem]',
              weekday >= saturday && every && 'rounded-t-sm bg-(--cell-weekend)',
              day === today && 'font-semibold text-accent',
            )}
          >
            {every ? <span className="mr-0.5 text-[0.625rem]">{letters[weekday - 1]}</span> : null}
            {Number(day.slice(8))}
          </span>
        );
      })}
    </div>
  );
});

/** Monday first. */
function weekdayLetters(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
  return eachDay('2024-01-01', '2024-01-07').map((day) => format.format(Date.parse(day)).toUpperCase());
}
