import { stockColumns } from '#lib/stock/stock-columns';
import type { Dataset } from '#lib/warehouse/warehouse';

/** What a store has on its shelves: a snapshot replaces the one before, whatever day that was of. */
export const stockDataset: Dataset = {
  name: 'stock',
  table: 'stock_actual',
  sliceBy: 'store',
  loadedAt: 'fecha_actualizacion',
  columns: stockColumns,
  key: ['codigo_producto'],
  units: 'existencia',
  amount: 'valor',
  ticket: 'codigo_producto',
};
