import { salesColumns } from '#lib/sales/sales-columns';
import type { Dataset } from '#lib/warehouse/warehouse';

/** The sales of a store-day. A row is one line of one ticket; `numero_factura` is unique within a store. */
export const salesDataset: Dataset = {
  name: 'ventas',
  table: 'ventas_raw',
  sliceBy: 'day',
  loadedAt: 'fecha_carga',
  replacedTable: 'ventas_raw_reemplazadas',
  columns: salesColumns,
  key: ['numero_factura', 'linea'],
  units: 'cantidad',
  amount: 'total',
  ticket: 'numero_factura',
};
