import { z } from 'zod';
import { Day } from '#lib/contract/day';

const Name = z.string().trim().min(1).max(120);

/** 1 is Monday, 7 is Sunday. */
const Weekday = z.int().min(1).max(7);

/** A single day that differs from the store's week: closed, or open although the week or the company says closed. */
const CalendarDay = z.strictObject({ day: Day, open: z.boolean().default(false), name: Name.nullable() });
export type CalendarDay = z.infer<typeof CalendarDay>;

const mostDays = 2000;

const dayOnce = (days: readonly { day: string }[]): boolean => new Set(days.map(({ day }) => day)).size === days.length;

/** GET and PUT /api/stores/{id}/calendar: when a store does not trade. A change counts at once, also for past days. */
export const StoreCalendar = z.strictObject({
  closedWeekdays: z
    .array(Weekday)
    .max(7)
    .refine((weekdays) => new Set(weekdays).size === weekdays.length, 'a weekday is named twice'),
  days: z.array(CalendarDay).max(mostDays).refine(dayOnce, 'a day is named twice'),
});
export type StoreCalendar = z.infer<typeof StoreCalendar>;

/** GET and PUT /api/calendar: days on which no store trades, unless its own calendar says that it is open. */
export const CompanyCalendar = z.strictObject({
  holidays: z
    .array(z.strictObject({ day: Day, name: Name }))
    .max(mostDays)
    .refine(dayOnce, 'a day is named twice'),
});
export type CompanyCalendar = z.infer<typeof CompanyCalendar>;
