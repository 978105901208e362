import { enableSchedule } from '#lib/contract/endpoints/schedules';
import { route } from '#lib/http/route';
import { changeSchedule } from '#lib/schedules/change-schedule';

export const POST = route(enableSchedule, (program, { params }) =>
  changeSchedule(program, params.id, () => ({ enabled: true })),
);
