import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { holdStore } from '#lib/stores/hold-store';
import { releaseStore } from '#lib/stores/release-store';

export const POST = route(stores.holdStore, (program, { params, body }) => holdStore(program, params.id, body));
export const DELETE = route(stores.releaseStore, (program, { params }) => releaseStore(program, params.id));
