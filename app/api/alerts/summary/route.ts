import { alertCounts } from '#lib/alerts/summary';
import * as endpoints from '#lib/contract/endpoints/alerts';
import { route } from '#lib/http/route';

export const GET = route(endpoints.alertSummary, ({ db, alerts }) => alertCounts(db, alerts.voice.channels));
