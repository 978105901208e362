import * as schedules from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { clockOf, listSchedules } from '#lib/schedules/list-schedules';

export const GET = route(schedules.listSchedules, ({ db, config }) => listSchedules(db, clockOf(config)));
