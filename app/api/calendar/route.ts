import * as calendars from '#lib/contract/endpoints/calendars';
import { route } from '#lib/http/route';
import { companyCalendar, setCompanyCalendar } from '#lib/sales/calendars';

export const GET = route(calendars.getCompanyCalendar, ({ db }) => companyCalendar(db));
export const PUT = route(calendars.setCompanyCalendar, ({ db }, { body }) => setCompanyCalendar(db, body));
