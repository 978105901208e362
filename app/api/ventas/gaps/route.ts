import * as etl from '#lib/contract/endpoints/etl';
import { gapsNow } from '#lib/etl/gaps-now';
import { route } from '#lib/http/route';
import { ventasGaps } from '#lib/sales/ventas-gaps';

export const GET = route(etl.ventasGaps, async (program) => ventasGaps(await gapsNow(program)));
