import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { salesShape } from '#lib/sales/sales-shape';
import { stockShape } from '#lib/stock/stock-shape';
import { testStores } from '#lib/stores/test-stores';

export const POST = route(stores.testStores, async (program, { body }) => ({
  items: await testStores(program, body.stores, { sales: salesShape, stock: stockShape }),
  next: null,
}));
