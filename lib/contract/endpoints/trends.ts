import { defineEndpoint } from '#lib/contract/endpoint';
import { TrendFilter, Trends } from '#lib/contract/trends';

export const salesTrends = defineEndpoint({
  method: 'GET',
  path: '/api/sales/trends',
  access: 'viewer',
  summary: 'Success of each day, how far behind each store was, and how long its loads take, over a period.',
  query: TrendFilter,
  answer: Trends,
});
