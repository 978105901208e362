import { etlSchedulerStatus } from '#lib/contract/endpoints/etl';
import { schedulerStatus } from '#lib/etl/scheduler-status';
import { route } from '#lib/http/route';

export const GET = route(etlSchedulerStatus, schedulerStatus);
