import { z } from 'zod';
import { Reason } from '#lib/contract/access';
import { defineEndpoint } from '#lib/contract/endpoint';
import { pageOf } from '#lib/contract/page';
import {
  NewStore,
  Store,
  StoreChange,
  StoreFile,
  StoreHold,
  StoreId,
  StoreImported,
  StoreTest,
} from '#lib/contract/store';

const OneStore = z.strictObject({ id: StoreId });

export const listStores = defineEndpoint({
  method: 'GET',
  path: '/api/stores',
  access: 'viewer',
  summary: 'Every store, by id. Passwords are never shown.',
  answer: pageOf(Store),
});

export const createStore = defineEndpoint({
  method: 'POST',
  path: '/api/stores',
  access: 'editor',
  summary: 'Adds a store.',
  body: NewStore,
  answer: Store,
  status: 201,
});

export const getStore = defineEndpoint({
  method: 'GET',
  path: '/api/stores/{id}',
  access: 'viewer',
  summary: 'One store.',
  params: OneStore,
  answer: Store,
});

export const changeStore = defineEndpoint({
  method: 'PATCH',
  path: '/api/stores/{id}',
  access: 'editor',
  summary: 'Changes the fields that are given. A new host clears the password unless one is given with it.',
  params: OneStore,
  body: StoreChange,
  answer: Store,
});

export const deleteStore = defineEndpoint({
  method: 'DELETE',
  path: '/api/stores/{id}',
  access: 'editor',
  summary: 'Removes a store that was never loaded; one with days on record can only be switched off.',
  params: OneStore,
  query: z.strictObject({ reason: Reason }),
  answer: z.null(),
  status: 204,
});

export const holdStore = defineEndpoint({
  method: 'POST',
  path: '/api/stores/{id}/hold',
  access: 'operator',
  summary: 'Holds a store: it is not loaded until the hold ends or is lifted.',
  params: OneStore,
  body: StoreHold,
  answer: Store,
});

export const releaseStore = defineEndpoint({
  method: 'DELETE',
  path: '/api/stores/{id}/hold',
  access: 'operator',
  summary: 'Lifts the hold of a store.',
  params: OneStore,
  answer: Store,
});

export const testStore = defineEndpoint({
  method: 'POST',
  path: '/api/stores/{id}/tests',
  access: 'operator',
  summary: 'Tests how a store is reached: name, TCP, login, query, columns. A failed test is an answer, not an error.',
  params: OneStore,
  answer: StoreTest,
});

export const testStores = defineEndpoint({
  method: 'POST',
  path: '/api/stores/tests',
  access: 'operator',
  summary: 'Tests the stores that are named, or every active one, several at a time.',
  body: z.strictObject({ stores: z.array(StoreId).min(1).max(5000).optional() }),
  answer: pageOf(StoreTest),
});

export const exportStores = defineEndpoint({
  method: 'GET',
  path: '/api/stores/export',
  access: 'editor',
  summary: 'All stores as the file that import takes, without passwords.',
  answer: StoreFile,
});

export const importStores = defineEndpoint({
  method: 'POST',
  path: '/api/stores/import',
  access: 'editor',
  summary: 'Creates or changes the stores of a file, all or none; a password that is not given stays as it is.',
  body: StoreFile,
  answer: StoreImported,
});
