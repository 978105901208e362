import { listGaps } from '#lib/contract/endpoints/gaps';
import { gapsNow } from '#lib/etl/gaps-now';
import { route } from '#lib/http/route';

export const GET = route(listGaps, async (program) => ({ items: await gapsNow(program), next: null }));
