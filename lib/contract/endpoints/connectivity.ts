import { z } from 'zod';
import { Connectivity, ConnectivityTested } from '#lib/contract/connectivity';
import { defineEndpoint } from '#lib/contract/endpoint';
import { StoreId } from '#lib/contract/store';

export const connectivity = defineEndpoint({
  method: 'GET',
  path: '/api/connectivity',
  access: 'viewer',
  summary: 'Which stores can be reached, since when, how fast, the last 24 hours, and which fell together.',
  answer: Connectivity,
});

export const testConnectivity = defineEndpoint({
  method: 'POST',
  path: '/api/connectivity/tests',
  access: 'operator',
  summary:
    'Probes the stores that are named, or every active one, now; answers within half a minute what is known then.',
  body: z.strictObject({ stores: z.array(StoreId).min(1).max(5000).optional() }),
  answer: ConnectivityTested,
});
