import { dailySummaries } from '#lib/contract/endpoints/gaps';
import { route } from '#lib/http/route';
import { listDailySummaries } from '#lib/sales/daily-summary';

export const GET = route(dailySummaries, ({ db }, { query }) => listDailySummaries(db, query));
