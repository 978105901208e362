import type { ColumnSpec } from '#lib/columns/batch';

/**
 * What a store's stock query must deliver, in the order of `stock_actual`. The table adds `ubicacion_id` in front and
 * `fecha_actualizacion` at the end. A row is one (ubicacion_id, codigo_producto); `valor` is its stock at cost.
 */
export const stockColumns: readonly ColumnSpec[] = [
  { name: 'codigo_producto', kind: 'text', nullable: false },
  { name: 'nombre_producto', kind: 'text', nullable: true },
  { name: 'categoria', kind: 'text', nullable: true },
  { name: 'almacen', kind: 'text', nullable: true },
  { name: 'existencia', kind: 'decimal', scale: 4, nullable: false },
  { name: 'costo_unitario', kind: 'decimal', scale: 4, nullable: true },
  { name: 'precio_unitario', kind: 'decimal', scale: 4, nullable: true },
  { name: 'valor', kind: 'decimal', scale: 4, nullable: true },
];
