import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { pageOf } from '#lib/contract/page';
import { Enablement, Schedule, ScheduleChange, ScheduleFile, ScheduleImported } from '#lib/contract/schedule';

const OneSchedule = z.strictObject({ id: z.string().min(1).max(200) });

export const listSchedules = defineEndpoint({
  method: 'GET',
  path: '/api/schedules',
  access: 'viewer',
  summary: 'Every schedule with its next five slots and what became of the last one.',
  answer: pageOf(Schedule),
});

export const getSchedule = defineEndpoint({
  method: 'GET',
  path: '/api/schedules/{id}',
  access: 'viewer',
  summary: 'One schedule.',
  params: OneSchedule,
  answer: Schedule,
});

export const changeSchedule = defineEndpoint({
  method: 'PATCH',
  path: '/api/schedules/{id}',
  access: 'editor',
  summary: 'Changes the settings that are given and answers the schedule.',
  params: OneSchedule,
  body: ScheduleChange,
  answer: Schedule,
});

export const enableSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/{id}/enablement',
  access: 'editor',
  summary:
    'Switches a schedule on. It counts from now; slots that passed while it was off are run only when asked for.',
  params: OneSchedule,
  body: Enablement,
  answer: Schedule,
});

export const disableSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/{id}/disablement',
  access: 'editor',
  summary: 'Switches a schedule off; runs that are under way go on.',
  params: OneSchedule,
  answer: Schedule,
});

export const exportSchedules = defineEndpoint({
  method: 'GET',
  path: '/api/schedules/export',
  access: 'editor',
  summary: 'All schedules as the file that import takes.',
  answer: ScheduleFile,
});

export const importSchedules = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/import',
  access: 'editor',
  summary: 'Creates or changes the schedules of a file, all or none; what the file does not name stays.',
  body: ScheduleFile,
  answer: ScheduleImported,
});
