import { configureEtl } from '#lib/contract/endpoints/etl';
import { configureDailyLoad } from '#lib/etl/configure-daily-load';
import { route } from '#lib/http/route';

export const PUT = route(configureEtl, (program, { body }) => configureDailyLoad(program, body));
