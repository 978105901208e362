import { triggerEtl } from '#lib/contract/endpoints/etl';
import { triggerDailyLoad } from '#lib/etl/trigger-daily-load';
import { route } from '#lib/http/route';

export const POST = route(triggerEtl, (program, { caller }) => triggerDailyLoad(program, caller));
