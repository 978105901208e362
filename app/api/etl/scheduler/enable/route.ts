import { enableEtlScheduler } from '#lib/contract/endpoints/etl';
import { switchDailyLoad } from '#lib/etl/configure-daily-load';
import { route } from '#lib/http/route';

export const POST = route(enableEtlScheduler, (program) => switchDailyLoad(program, true));
