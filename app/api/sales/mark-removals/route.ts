import * as storeDays from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { unmarkDays } from '#lib/sales/mark-days';

export const POST = route(storeDays.unmarkDays, ({ db }, { body, caller }) =>
  unmarkDays(db, body, { by: caller.name }),
);
