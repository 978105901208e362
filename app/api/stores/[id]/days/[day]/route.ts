import * as storeDays from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { storeDayDetail } from '#lib/sales/store-day-detail';

export const GET = route(storeDays.storeDayDetail, ({ db, warehouse, config }, { params }) =>
  storeDayDetail(
    { db, warehouse, clock: { now: new Date(), zone: config.FLUXION_ZONE }, keepDays: config.KEEP_REPLACED_DAYS },
    { storeId: params.id, day: params.day },
  ),
);
