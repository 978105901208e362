import { salesColumns } from '#lib/sales/sales-columns';
import type { SourceShape } from '#lib/sources/source';
import { defaultQuery } from '#lib/sources/sql-server-query';

/** What a source is asked for: the rows of `ventas_raw`, cut into pages by ticket and line. */
export const salesShape: SourceShape = {
  query: { own: 'query', usual: defaultQuery },
  columns: salesColumns,
  key: ['numero_factura', 'linea'],
  keyWords: ['ticket', 'line'],
  units: 'cantidad',
  amount: 'total',
  ticket: 'numero_factura',
  day: 'fecha',
};
