import { defineEndpoint } from '#lib/contract/endpoint';
import { SalesOverview, StoreGap } from '#lib/contract/overview';
import { pageOf } from '#lib/contract/page';

export const listGaps = defineEndpoint({
  method: 'GET',
  path: '/api/gaps',
  access: 'viewer',
  summary: 'One line per store: how complete it is, its missing ranges, why, and what to do next.',
  answer: pageOf(StoreGap),
});

export const salesOverview = defineEndpoint({
  method: 'GET',
  path: '/api/sales/overview',
  access: 'viewer',
  summary: 'Is the last due day complete? The answer, and one line per store.',
  answer: SalesOverview,
});
