import { salesColumns } from '#lib/sales/sales-columns';
import type { SourceShape } from '#lib/sources/source';

/** What a source is asked for: the rows of `ventas_raw`, cut into pages by ticket and line. */
export const salesShape: SourceShape = {
  columns: salesColumns,
  key: ['numero_factura', 'linea'],
  units: 'cantidad',
  amount: 'total',
  ticket: 'numero_factura',
  day: 'fecha',
};
