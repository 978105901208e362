import * as storeDays from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { salesMatrix } from '#lib/sales/sales-matrix';

export const GET = route(storeDays.salesMatrix, ({ db, config }, { query }) =>
  salesMatrix(db, query, { now: new Date(), zone: config.FLUXION_ZONE }),
);
