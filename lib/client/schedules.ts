import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { changeSchedule, disableSchedule, enableSchedule, listSchedules } from '#lib/contract/endpoints/schedules';
import type { MissedPolicy, ScheduleChange } from '#lib/contract/schedule';

export const schedulesRoom = 'schedules';

export const schedulesQuery = queryOptions({
  queryKey: [schedulesRoom, 'list'],
  queryFn: ({ signal }) => api(listSchedules, { signal }),
  refetchInterval: 30_000,
});

/** The schedule of the daily load: the one named as its job, or else the first of that job; null without one. */
export const dailyScheduleQuery = queryOptions({
  ...schedulesQuery,
  select: ({ items }) => {
    const own = items.filter(({ job }) => job === 'sales.load');
    return own.find(({ id, job }) => id === job) ?? own[0] ?? null;
  },
});

export function editSchedule(id: string, change: ScheduleChange) {
  return api(changeSchedule, { params: { id }, body: change });
}

/** `missed`: what becomes of the slots that passed while it was off. */
export function switchSchedule(id: string, on: boolean, missed: MissedPolicy = 'none') {
  return on ? api(enableSchedule, { params: { id }, body: { missed } }) : api(disableSchedule, { params: { id } });
}
