import { etlVentasStatus } from '#lib/contract/endpoints/etl';
import { loadStatus } from '#lib/etl/load-status';
import { route } from '#lib/http/route';

export const GET = route(etlVentasStatus, ({ db }) => loadStatus(db));
