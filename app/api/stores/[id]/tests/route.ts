import * as stores from '#lib/contract/endpoints/stores';
import { route } from '#lib/http/route';
import { salesShape } from '#lib/sales/sales-shape';
import { stockShape } from '#lib/stock/stock-shape';
import { testStore } from '#lib/stores/test-stores';

export const POST = route(stores.testStore, (program, { params }) =>
  testStore(program, params.id, { sales: salesShape, stock: stockShape }),
);
