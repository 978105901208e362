import * as schedules from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { changeSchedule } from '#lib/schedules/change-schedule';
import { clockOf, getSchedule } from '#lib/schedules/list-schedules';

export const GET = route(schedules.getSchedule, ({ db, config }, { params }) =>
  getSchedule(db, params.id, clockOf(config)),
);
export const PATCH = route(schedules.changeSchedule, (program, { params, body }) =>
  changeSchedule(program, params.id, () => body),
);
