import { listIncidents } from '#lib/alerts/list-incidents';
import * as alerts from '#lib/contract/endpoints/alerts';
import { route } from '#lib/http/route';

export const GET = route(alerts.listAlerts, ({ db }, { query }) => listIncidents(db, query));
