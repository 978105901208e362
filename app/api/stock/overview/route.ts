import * as stock from '#lib/contract/endpoints/stock';
import { route } from '#lib/http/route';
import { stockOverview } from '#lib/stock/stock-overview';

export const GET = route(stock.stockOverview, ({ db, config }) =>
  stockOverview(db, { now: new Date(), zone: config.FLUXION_ZONE }),
);
