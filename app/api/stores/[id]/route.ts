import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { changeStore } from '#lib/stores/change-store';
import { deleteStore } from '#lib/stores/delete-store';
import { getStore } from '#lib/stores/get-store';

export const GET = route(stores.getStore, (program, { params }) => getStore(program, params.id));
export const PATCH = route(stores.changeStore, (program, { params, body }) => changeStore(program, params.id, body));
export const DELETE = route(stores.deleteStore, (program, { params }) =>
  deleteStore(program, params.id).then(() => null),
);
