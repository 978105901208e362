import { etlVentasLogs } from '#lib/contract/endpoints/etl';
import { loadLogs } from '#lib/etl/load-logs';
import { route } from '#lib/http/route';

export const GET = route(etlVentasLogs, ({ db }, { query }) => loadLogs(db, query));
