import * as gaps from '#lib/contract/endpoints/gaps';
import { route } from '#lib/http/route';
import { salesOverview } from '#lib/sales/sales-overview';

export const GET = route(gaps.salesOverview, ({ db, config }) =>
  salesOverview(db, { now: new Date(), zone: config.FLUXION_ZONE }),
);
