import {
  bit,
  type Column,
  char,
  date,
  datetime2,
  decimal,
  int,
  nvarchar,
  type SqlType,
  varchar,
} from '#demo/sql/types';

const required = (name: string, type: SqlType): Column => ({ name, type, nullable: false });
const optional = (name: string, type: SqlType): Column => ({ name, type, nullable: true });

/** `dbo.ventas`, column by column, in the order of the table. */
export const salesColumns = [
  required('fecha', date),
  required('fecha_hora', datetime2(3)),
  required('caja', varchar(10)),
  required('numero_factura', varchar(20)),
  required('linea', int),
  required('codigo_producto', varchar(20)),
  required('nombre_producto', nvarchar(120)),
  required('categoria', nvarchar(60)),
  required('cantidad', decimal(18, 4)),
  required('precio_unitario', decimal(18, 4)),
  optional('costo_unitario', decimal(18, 4)),
  required('descuento', decimal(18, 4)),
  required('impuesto', decimal(18, 4)),
  required('total', decimal(18, 4)),
  required('moneda', char(3)),
  required('tasa_cambio', decimal(18, 8)),
  optional('cliente', nvarchar(80)),
  optional('vendedor', nvarchar(60)),
  required('anulada', bit),
] as const satisfies readonly Column[];

export type SalesColumn =
  | 'fecha'
  | 'fecha_hora'
  | 'caja'
  | 'numero_factura'
  | 'linea'
  | 'codigo_producto'
  | 'nombre_producto'
  | 'categoria'
  | 'cantidad'
  | 'precio_unitario'
  | 'costo_unitario'
  | 'descuento'
  | 'impuesto'
  | 'total'
  | 'moneda'
  | 'tasa_cambio'
  | 'cliente'
  | 'vendedor'
  | 'anulada';

const salesColumnNames: readonly string[] = salesColumns.map(({ name }) => name);

/** The place of a column in `dbo.ventas`. */
export function placeOf(name: SalesColumn): number {
  return salesColumnNames.indexOf(name);
}
