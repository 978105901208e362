import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '#lib/client/api';
import {
  changeStore,
  createStore,
  deleteStore,
  exportStores,
  holdStore,
  importStores,
  listStores,
  releaseStore,
  testStore,
} from '#lib/contract/endpoints/stores';
import type { NewStore, StoreChange, StoreFileInput, StoreHold } from '#lib/contract/store';

export const storesRoom = 'stores';

export const storesQuery = queryOptions({
  queryKey: [storesRoom, 'list'],
  queryFn: ({ signal }) => api(listStores, { signal }),
  refetchInterval: 30_000,
});

export function addStore(store: z.input<typeof NewStore>) {
  return api(createStore, { body: store });
}

export function editStore(id: string, change: StoreChange) {
  return api(changeStore, { params: { id }, body: change });
}

export function removeStore(id: string, reason: string) {
  return api(deleteStore, { params: { id }, query: { reason } });
}

export function hold(id: string, order: StoreHold) {
  return api(holdStore, { params: { id }, body: order });
}

export function release(id: string) {
  return api(releaseStore, { params: { id } });
}

export function test(id: string, signal: AbortSignal) {
  return api(testStore, { params: { id }, signal });
}

export function storesFile() {
  return api(exportStores);
}

export function importStoresFile(file: StoreFileInput) {
  return api(importStores, { body: file });
}
