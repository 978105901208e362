import * as schedules from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { importSchedules } from '#lib/schedules/schedule-file';

export const POST = route(schedules.importSchedules, (program, { body }) => importSchedules(program, body));
