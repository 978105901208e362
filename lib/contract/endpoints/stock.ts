import { defineEndpoint } from '#lib/contract/endpoint';
import { StockOverview } from '#lib/contract/stock';

export const stockOverview = defineEndpoint({
  method: 'GET',
  path: '/api/stock/overview',
  access: 'viewer',
  summary: 'What every store has on its shelves, how old that is, and whether it was proved.',
  answer: StockOverview,
});
