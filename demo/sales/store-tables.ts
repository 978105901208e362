import { placeOf, salesColumns } from '#demo/sales/sales-table';
import type { StoreSales } from '#demo/sales/store-sales';
import type { Catalog } from '#demo/sql/catalog';
import { decimalText } from '#demo/sql/decimal';
import { bigintIn } from '#demo/sql/narrow';
import type { Block, DayRange, Scan } from '#demo/sql/scan';
import { type Column, varchar } from '#demo/sql/types';

type TableShape = Omit<Scan, 'blocks'> & { readonly of: (sales: Block) => Block };

/** A table over the sales of a store: its blocks are the days, each made from the day's sales. */
export function salesScan(sales: StoreSales, { of, ...shape }: TableShape): Scan {
  return {
    ...shape,
    blocks: function* blocks({ from, to }: DayRange) {
      const last = Math.min(to - 1, sales.lastDay());
      for (let day = Math.max(from, sales.firstDay); day <= last; day += 1) {
        const block = sales.block(day);
        if (block.count > 0) yield of(block);
      }
    },
  };
}

const inOrder = [placeOf('numero_factura'), placeOf('linea')];

/** `dbo.ventas`: exactly the columns that a warehouse wants. */
export const salesTable: TableShape = {
  columns: salesColumns,
  dayColumn: placeOf('fecha'),
  dayKeys: [],
  sortedBy: inOrder,
  of: (block) => block,
};

const quantity = placeOf('cantidad');

/** `dbo.ventas_texto`: a till that keeps its quantities as text, and one of them is no number. */
export const textTable: TableShape = {
  ...salesTable,
  columns: salesColumns.map(
    (column): Column => (column.name === 'cantidad' ? { ...column, type: varchar(30) } : column),
  ),
  of: (block) => ({
    ...block,
    columns: block.columns.map((column, place) => (place === quantity ? quantityTexts(column) : column)),
  }),
};

function quantityTexts(column: Block['columns'][number]): string[] {
  return Array.from(column, (value, row) => (row === 10 ? 'abc' : decimalText(bigintIn(value), 4)));
}

/** The tables by name, in schema dbo, with or without the schema and the database before it. */
export function catalogOf(tables: Readonly<Record<string, Scan>>): Catalog {
  return {
    table: (path) => {
      const [name = '', schema = 'dbo'] = [...path].reverse();
      const isDbo = schema === '' || schema.toLowerCase() === 'dbo';
      return isDbo ? tables[name.toLowerCase()] : undefined;
    },
  };
}
