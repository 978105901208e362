import type { Column, ColumnBatch } from '#lib/columns/batch';
import { salesColumns } from '#lib/sales/sales-columns';

export const batchRows = 20_000;

const day = 20_363;
const categories = ['ALIMENTOS', 'BEBIDAS', 'LIMPIEZA DEL HOGAR', 'CUIDADO PERSONAL'];

/** The day of every row made here. */
export const batchDay = '2025-10-02';

/** Sales lines `from` to `from + batchRows` of one store-day, as a source hands them over; the same for the same `from`. */
export function salesBatchFrom(from: number): ColumnBatch {
  const products = Array.from({ length: batchRows }, (_, row) => noise(from + row, 1) % 3000);
  const product = (row: number) => products[row] ?? 0;
  const money = (salt: number, below: number) => int64((row) => noise(from + row, salt) % below);
  const values: Record<string, Column> = {
    fecha: { kind: 'date', values: new Int32Array(batchRows).fill(day), nulls: null },
    fecha_hora: { ...int64((row) => day * 86_400_000_000 + (from + row) * 40_000), kind: 'timestamp' },
    caja: text((row) => `C${(from + row) % 8}`),
    numero_factura: text((row) => `F${String(Math.floor((from + row) / 6)).padStart(12, '0')}`),
    linea: { kind: 'int32', values: Int32Array.from({ length: batchRows }, (_, row) => (from + row) % 6), nulls: null },
    codigo_producto: text((row) => `P${String(product(row)).padStart(8, '0')}`),
    nombre_producto: text(
      (row) => `PRODUCTO ${product(row)} ${'DE LA CASA, PAQUETE'.slice(0, 6 + (product(row) % 14))}`,
    ),
    categoria: text((row) => categories[product(row) % 4] ?? ''),
    cantidad: int64((row) => (1 + (noise(from + row, 2) % 10)) * 10_000),
    precio_unitario: int64((row) => product(row) * 1234 + 100),
    costo_unitario: int64((row) => product(row) * 1000),
    descuento: int64((row) => (noise(from + row, 3) % 5 === 0 ? noise(from + row, 4) % 10_000 : 0)),
    impuesto: money(5, 200_000),
    total: money(6, 20_000_000),
    moneda: text(() => 'USD'),
    tasa_cambio: int64(() => 3_650_000_000),
    cliente: text((row) => `V-${10_000_000 + (noise(Math.floor((from + row) / 6), 7) % 900_000)}`),
    vendedor: text((row) => `VENDEDOR ${noise(from + row, 8) % 30}`),
    anulada: {
      kind: 'boolean',
      values: Uint8Array.from({ length: batchRows }, (_, row) => Number(noise(from + row, 9) % 100 === 0)),
      nulls: null,
    },
  };
  return { rows: batchRows, columns: salesColumns.map(({ name }) => columnOf(values, name)) };
}

function columnOf(values: Record<string, Column>, name: string): Column {
  const column = values[name];
  if (!column) throw new Error(`no values for the column ${name}`);
  return column;
}

function int64(valueOf: (row: number) => number): Extract<Column, { kind: 'decimal' | 'int64' | 'timestamp' }> {
  const values = new BigInt64Array(batchRows);
  for (let row = 0; row < batchRows; row++) values[row] = BigInt(valueOf(row));
  return { kind: 'decimal', values, nulls: null };
}

const encoder = new TextEncoder();

function text(valueOf: (row: number) => string): Column {
  const room = new Uint8Array(batchRows * 64);
  const ends = new Uint32Array(batchRows);
  let end = 0;
  for (let row = 0; row < batchRows; row++) {
    end += encoder.encodeInto(valueOf(row), room.subarray(end)).written;
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
