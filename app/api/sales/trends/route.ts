import * as trends from '#lib/contract/endpoints/trends';
import { route } from '#lib/http/route';
import { salesTrends } from '#lib/sales/store-trends';

export const GET = route(trends.salesTrends, ({ db, config }, { query }) =>
  salesTrends(db, query, { now: new Date(), zone: config.FLUXION_ZONE }),
);
