import type { Column, ColumnBatch } from '#lib/columns/batch';
import { type Day, daysBetween } from '#lib/contract/day';
import { salesColumns } from '#lib/sales/sales-columns';

export const batchRows = 20_000;

/** The day of every row, unless another is asked for. */
export const batchDay = '2025-10-02';

const categories = ['ALIMENTOS', 'BEBIDAS', 'LIMPIEZA DEL HOGAR', 'CUIDADO PERSONAL'];

/** Page `from` of one store-day, as a source hands it over. */
export function salesBatchFrom(from: number): ColumnBatch {
  return salesBatchOf(from, batchRows, batchDay);
}

/** Sales lines `from` to `from + rows` of one store-day; the same for the same arguments. */
export function salesBatchOf(from: number, rows: number, on: Day): ColumnBatch {
  const day = daysBetween('1970-01-01', on);
  const number = (row: number) => from + row;
  const product = (row: number) => noise(from + row, 1) % 3000;
  const columns: Record<string, Column> = {
    fecha: { kind: 'date', values: new Int32Array(rows).fill(day), nulls: null },
    fecha_hora: { ...int64(rows, (row) => day * 86_400_000_000 + number(row) * 20_000), kind: 'timestamp' },
    caja: text(rows, (row) => `C${number(row) % 8}`),
    numero_factura: text(rows, (row) => `F${String(Math.floor(number(row) / 6)).padStart(12, '0')}`),
    linea: { kind: 'int32', values: Int32Array.from({ length: rows }, (_, row) => number(row) % 6), nulls: null },
    codigo_producto: text(rows, (row) => `P${String(product(row)).padStart(8, '0')}`),
    nombre_producto: text(rows, (row) => productName(product(row))),
    categoria: text(rows, (row) => categories[product(row) % 4] ?? ''),
    cantidad: int64(rows, (row) => (1 + (noise(from + row, 2) % 10)) * 10_000),
    precio_unitario: int64(rows, (row) => product(row) * 1234 + 100),
    costo_unitario: int64(rows, (row) => product(row) * 1000),
    descuento: int64(rows, (row) => (noise(from + row, 3) % 5 === 0 ? noise(from + row, 4) % 10_000 : 0)),
    impuesto: int64(rows, (row) => noise(from + row, 5) % 200_000),
    total: int64(rows, (row) => noise(from + row, 6) % 20_000_000),
    moneda: text(rows, () => 'USD'),
    tasa_cambio: int64(rows, () => 3_650_000_000),
    cliente: text(rows, (row) => `V-${10_000_000 + (noise(Math.floor(number(row) / 6), 7) % 900_000)}`),
    vendedor: text(rows, (row) => `VENDEDOR ${noise(from + row, 8) % 30}`),
    anulada: {
      kind: 'boolean',
      values: Uint8Array.from({ length: rows }, (_, row) => Number(noise(from + row, 9) % 100 === 0)),
      nulls: null,
    },
  };
  return { rows, columns: salesColumns.map(({ name }) => columnOf(columns, name)) };
}

function columnOf(columns: Record<string, Column>, name: string): Column {
  const column = columns[name];
  if (!column) throw new Error(`no values for the column ${name}`);
  return column;
}

function productName(product: number): string {
  return `PRODUCTO ${product} ${'DE LA CASA, PAQUETE'.slice(0, 6 + (product % 14))}`;
}

function int64(
  rows: number,
  at: (row: number) => number,
): Extract<Column, { kind: 'decimal' | 'int64' | 'timestamp' }> {
  return { kind: 'decimal', values: BigInt64Array.from({ length: rows }, (_, row) => BigInt(at(row))), nulls: null };
}

const encoder = new TextEncoder();

function text(rows: number, at: (row: number) => string): Column {
  const room = new Uint8Array(rows * 64);
  const ends = new Uint32Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    end += encoder.encodeInto(at(row), room.subarray(end)).written;
    ends[row] = end;
  }
  return { kind: 'text', bytes: room.slice(0, end), ends, nulls: null };
}

/** A number from 0 to 2^32 that looks random and depends on its arguments alone. */
function noise(index: number, salt: number): number {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
