import type { SourceShape } from '#lib/sources/source';
import { defaultStockQuery } from '#lib/sources/sql-server-query';
import { stockColumns } from '#lib/stock/stock-columns';

/** What a source is asked for: the rows of `stock_actual`, cut into pages by product. They are of no day. */
export const stockShape: SourceShape = {
  query: { own: 'stockQuery', usual: defaultStockQuery },
  columns: stockColumns,
  key: ['codigo_producto'],
  keyWords: ['product'],
  units: 'existencia',
  amount: 'valor',
  ticket: 'codigo_producto',
  day: null,
};
