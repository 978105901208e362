import * as etl from '#lib/contract/endpoints/etl';
import { syncVentas } from '#lib/etl/sync-ventas';
import { route } from '#lib/http/route';

export const POST = route(etl.syncVentas, (program, { body, caller }) => syncVentas(program, body, caller));
