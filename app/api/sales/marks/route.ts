import { dayInZone } from '#lib/contract/day';
import * as storeDays from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { markDays } from '#lib/sales/mark-days';

export const POST = route(storeDays.markDays, ({ db, config }, { body, caller }) =>
  markDays(db, body, { by: caller.name, today: dayInZone(new Date(), config.FLUXION_ZONE) }),
);
