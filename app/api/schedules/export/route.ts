import * as schedules from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { exportSchedules } from '#lib/schedules/schedule-file';

export const GET = route(schedules.exportSchedules, ({ db }) => exportSchedules(db));
