import * as calendars from '#lib/contract/endpoints/calendars';
import { route } from '#lib/http/route';
import { setStoreCalendar, storeCalendar } from '#lib/sales/calendars';

export const GET = route(calendars.getStoreCalendar, ({ db }, { params }) => storeCalendar(db, params.id));
export const PUT = route(calendars.setStoreCalendar, ({ db }, { params, body }) =>
  setStoreCalendar(db, params.id, body),
);
