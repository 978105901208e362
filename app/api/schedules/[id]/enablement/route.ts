import * as schedules from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { enableSchedule } from '#lib/schedules/enable-schedule';

export const POST = route(schedules.enableSchedule, (program, { params, body }) =>
  enableSchedule(program, params.id, body),
);
