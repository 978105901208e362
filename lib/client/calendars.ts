import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { storesRoom } from '#lib/client/stores';
import type { CompanyCalendar, StoreCalendar } from '#lib/contract/calendar';
import {
  getCompanyCalendar,
  getStoreCalendar,
  setCompanyCalendar,
  setStoreCalendar,
} from '#lib/contract/endpoints/calendars';
import type { StoreId } from '#lib/contract/store';

export function storeCalendarQuery(storeId: StoreId) {
  return queryOptions({
    queryKey: [storesRoom, 'calendar', storeId],
    queryFn: ({ signal }) => api(getStoreCalendar, { params: { id: storeId }, signal }),
  });
}

export function saveStoreCalendar(storeId: StoreId, calendar: StoreCalendar) {
  return api(setStoreCalendar, { params: { id: storeId }, body: calendar });
}

export const companyCalendarQuery = queryOptions({
  queryKey: [storesRoom, 'company-calendar'],
  queryFn: ({ signal }) => api(getCompanyCalendar, { signal }),
});

export function saveCompanyCalendar(calendar: CompanyCalendar) {
  return api(setCompanyCalendar, { body: calendar });
}

/** With a day set to closed or open, in order; what was said of it before is replaced. */
export function withDay(calendar: StoreCalendar, day: StoreCalendar['days'][number]): StoreCalendar {
  const others = calendar.days.filter((one) => one.day !== day.day);
  return { ...calendar, days: [...others, day].toSorted((one, other) => one.day.localeCompare(other.day)) };
}

export function withoutDay(calendar: StoreCalendar, day: string): StoreCalendar {
  return { ...calendar, days: calendar.days.filter((one) => one.day !== day) };
}

export function withWeekday(calendar: StoreCalendar, weekday: number, closed: boolean): StoreCalendar {
  const others = calendar.closedWeekdays.filter((one) => one !== weekday);
  return {
    ...calendar,
    closedWeekdays: (closed ? [...others, weekday] : others).toSorted((one, other) => one - other),
  };
}
