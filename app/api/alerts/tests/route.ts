import * as endpoints from '#lib/contract/endpoints/alerts';
import { route } from '#lib/http/route';

export const POST = route(endpoints.testAlerts, async ({ alerts }) => ({ items: await alerts.test(), next: null }));
