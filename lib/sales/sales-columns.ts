import type { ColumnSpec } from '#lib/columns/batch';

/**
 * What a store's extraction query must deliver, in the order of `ventas_raw`. The table adds `ubicacion_id` in front
 * and `fecha_carga` at the end. A row is one (ubicacion_id, numero_factura, linea).
 */
export const salesColumns: readonly ColumnSpec[] = [
  { name: 'fecha', kind: 'date', nullable: false },
  { name: 'fecha_hora', kind: 'timestamp', nullable: false },
  { name: 'caja', kind: 'text', nullable: true },
  { name: 'numero_factura', kind: 'text', nullable: false },
  { name: 'linea', kind: 'int32', nullable: false },
  { name: 'codigo_producto', kind: 'text', nullable: false },
  { name: 'nombre_producto', kind: 'text', nullable: true },
  { name: 'categoria', kind: 'text', nullable: true },
  { name: 'cantidad', kind: 'decimal', scale: 4, nullable: false },
  { name: 'precio_unitario', kind: 'decimal', scale: 4, nullable: true },
  { name: 'costo_unitario', kind: 'decimal', scale: 4, nullable: true },
  { name: 'descuento', kind: 'decimal', scale: 4, nullable: true },
  { name: 'impuesto', kind: 'decimal', scale: 4, nullable: true },
  { name: 'total', kind: 'decimal', scale: 4, nullable: false },
  { name: 'moneda', kind: 'text', nullable: true },
  { name: 'tasa_cambio', kind: 'decimal', scale: 8, nullable: true },
  { name: 'cliente', kind: 'text', nullable: true },
  { name: 'vendedor', kind: 'text', nullable: true },
  { name: 'anulada', kind: 'boolean', nullable: false },
];
