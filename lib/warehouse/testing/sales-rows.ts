import type { ColumnBatch } from '#lib/columns/batch';
import { batchOf, type WrittenRow } from '#lib/columns/testing/batch-of';
import { salesDataset } from '#lib/sales/sales-dataset';

/** Line `index` of a store-day: four lines a ticket, everything derived from the index. */
export function saleLine(day: string, index: number, changes: WrittenRow = {}): WrittenRow {
  const ticket = Math.floor(index / 4) + 1;
  return {
    fecha: day,
    fecha_hora: `${day} ${clock(index % 86_400)}.25`,
    caja: `C${index % 5}`,
    numero_factura: `F-${String(ticket).padStart(8, '0')}`,
    linea: (index % 4) + 1,
    codigo_producto: `P${index % 3000}`,
    nombre_producto: `Harina de maíz precocida nº ${index % 3000}, 1 kg`,
    categoria: index % 7 === 0 ? null : 'Alimentos',
    cantidad: `${(index % 9) + 1}.${String(index % 10_000).padStart(4, '0')}`,
    precio_unitario: '10.0100',
    costo_unitario: null,
    descuento: '0.0000',
    impuesto: '1.6016',
    total: `${(index % 997) + 1}.0100`,
    moneda: 'USD',
    tasa_cambio: '36.50000001',
    cliente: index % 3 === 0 ? null : `V-${index}`,
    vendedor: 'Ana',
    anulada: index % 50 === 0,
    ...changes,
  };
}

export function saleLines(day: string, count: number, from = 0): WrittenRow[] {
  return Array.from({ length: count }, (_, index) => saleLine(day, from + index));
}

export function salesBatch(rows: readonly WrittenRow[]): ColumnBatch {
  return batchOf(salesDataset.columns, rows);
}

const bulkRows = 10_000;

/** Makes batches of 10,000 lines of one long ticket fast: the same values again, with other line numbers. */
export function bulkLines(day: string): (from: number) => ColumnBatch {
  const model = salesBatch(saleLines(day, bulkRows).map((line) => ({ ...line, numero_factura: 'F-1' })));
  const at = salesDataset.columns.findIndex(({ name }) => name === 'linea');
  return (from) => {
    const batch = structuredClone(model);
    const values = Int32Array.from({ length: bulkRows }, (_, index) => from + index);
    batch.columns[at] = { kind: 'int32', values, nulls: null };
    return batch;
  };
}

function clock(second: number): string {
  return new Date(second * 1000).toISOString().slice(11, 19);
}
