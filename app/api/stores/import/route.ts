import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { importStores } from '#lib/stores/import-stores';

export const POST = route(stores.importStores, (program, { body }) => importStores(program, body));
