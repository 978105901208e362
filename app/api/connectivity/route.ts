import * as endpoints from '#lib/contract/endpoints/connectivity';
import { route } from '#lib/http/route';
import { connectivityNow } from '#lib/links/list-links';
import { salesDataset } from '#lib/sales/sales-dataset';

export const GET = route(endpoints.connectivity, (program) => connectivityNow(program, salesDataset.name));
