import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { exportStores } from '#lib/stores/export-stores';

export const GET = route(stores.exportStores, (program) => exportStores(program));
