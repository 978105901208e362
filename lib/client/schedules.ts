import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { changeSchedule, disableSchedule, enableSchedule, listSchedules } from '#lib/contract/endpoints/schedules';
import type { ScheduleChange } from '#lib/contract/schedule';

export const schedulesRoom = 'schedules';

export const schedulesQuery = queryOptions({
  queryKey: [schedulesRoom, 'list'],
  queryFn: ({ signal }) => api(listSchedules, { signal }),
  refetchInterval: 30_000,
});

export function editSchedule(id: string, change: ScheduleChange) {
  return api(changeSchedule, { params: { id }, body: change });
}

export function switchSchedule(id: string, on: boolean) {
  return on ? api(enableSchedule, { params: { id }, body: {} }) : api(disableSchedule, { params: { id } });
}
