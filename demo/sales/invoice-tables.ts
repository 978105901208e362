import { placeOf, type SalesColumn } from '#demo/sales/sales-table';
import type { StoreSales } from '#demo/sales/store-sales';
import { salesScan } from '#demo/sales/store-tables';
import { bigintIn, textIn } from '#demo/sql/narrow';
import { type Block, gather, type Scan } from '#demo/sql/scan';
import {
  bigint,
  type Column,
  char,
  date,
  datetime,
  decimal,
  int,
  money,
  nvarchar,
  type SqlType,
  type Value,
  varchar,
} from '#demo/sql/types';

const required = (name: string, type: SqlType): Column => ({ name, type, nullable: false });
const optional = (name: string, type: SqlType): Column => ({ name, type, nullable: true });

const headerColumns: readonly Column[] = [
  required('ID_FACTURA', bigint),
  required('FECHA_NEGOCIO', date),
  required('EMITIDA', datetime),
  required('CAJA', varchar(10)),
  required('NUMERO', varchar(20)),
  required('MONEDA', char(3)),
  required('TASA', decimal(18, 8)),
  optional('CLIENTE', nvarchar(80)),
  optional('VENDEDOR', nvarchar(60)),
  required('ESTADO', char(1)),
];

const lineColumns: readonly Column[] = [
  required('ID_FACTURA', bigint),
  required('RENGLON', int),
  required('CODIGO', varchar(20)),
  required('DESCRIPCION', nvarchar(120)),
  required('RUBRO', varchar(60)),
  required('CANTIDAD', decimal(18, 4)),
  required('PRECIO', money),
  optional('COSTO', money),
  optional('DESCUENTO', money),
  required('IVA', money),
  required('PRECIO_TOTAL', money),
];

/** `dbo.FACTURAS` and `dbo.FACTURAS_LINEAS`: the same sales as dbo.ventas, in another till's schema. */
export function invoiceTables(sales: StoreSales): Record<string, Scan> {
  const shape = { dayKeys: [0], sortedBy: [] };
  return {
    facturas: salesScan(sales, { ...shape, columns: headerColumns, dayColumn: 1, of: remembered(headersOf) }),
    facturas_lineas: salesScan(sales, {
      ...shape,
      columns: lineColumns,
      dayColumn: undefined,
      of: remembered(linesOf),
    }),
  };
}

function remembered(make: (sales: Block) => Block): (sales: Block) => Block {
  const known = new WeakMap<Block, Block>();
  return (sales) => {
    const made = known.get(sales) ?? make(sales);
    known.set(sales, made);
    return made;
  };
}

function column(sales: Block, name: SalesColumn): ArrayLike<Value> {
  return sales.columns[placeOf(name)] ?? [];
}

const ticketsPerDay = 10_000_000;

/** Row by row, the number of its invoice: the day goes into it. */
function invoiceIds(sales: Block): bigint[] {
  const tickets = column(sales, 'numero_factura');
  const ids: bigint[] = [];
  const known = new Map<Value, bigint>();
  for (let row = 0; row < sales.count; row += 1) {
    const ticket = tickets[row] ?? null;
    const id = known.get(ticket) ?? BigInt((sales.day ?? 0) * ticketsPerDay + known.size + 1);
    known.set(ticket, id);
    ids.push(id);
  }
  return ids;
}

function headersOf(sales: Block): Block {
  const ids = invoiceIds(sales);
  const seen = new Set<bigint>();
  const firstRows: number[] = [];
  ids.forEach((id, row) => {
    if (!seen.has(id)) firstRows.push(row);
    seen.add(id);
  });
  const of = (name: SalesColumn) => gather(column(sales, name), firstRows);
  const numbers = of('numero_factura').map((ticket) => textIn(ticket).replace(/^[^-]*-/, ''));
  const states = of('anulada').map((isVoid) => (isVoid === 1 ? 'A' : 'E'));
  const head = [gather(ids, firstRows), of('fecha'), of('fecha_hora'), of('caja'), numbers];
  const columns = [...head, of('moneda'), of('tasa_cambio'), of('cliente'), of('vendedor'), states];
  return withDay({ columns, count: firstRows.length }, sales);
}

function linesOf(sales: Block): Block {
  const discounts = Array.from(column(sales, 'descuento'), (value) => (bigintIn(value) === 0n ? null : value));
  const names = [
    'linea',
    'codigo_producto',
    'nombre_producto',
    'categoria',
    'cantidad',
    'precio_unitario',
    'costo_unitario',
  ] as const;
  const columns = [
    invoiceIds(sales),
    ...names.map((name) => column(sales, name)),
    discounts,
    column(sales, 'impuesto'),
    column(sales, 'total'),
  ];
  return withDay({ columns, count: sales.count }, sales);
}

function withDay(block: Block, { day }: Block): Block {
  return day === undefined ? block : { ...block, day };
}
