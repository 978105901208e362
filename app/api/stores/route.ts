import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { createStore } from '#lib/stores/create-store';
import { listStores } from '#lib/stores/list-stores';

export const GET = route(stores.listStores, async (program) => ({ items: await listStores(program), next: null }));
export const POST = route(stores.createStore, (program, { body }) => createStore(program, body));
