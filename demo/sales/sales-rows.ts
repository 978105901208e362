import { salesColumns } from '#demo/sales/sales-table';
import { collationKey } from '#demo/sql/collation';
import { converter } from '#demo/sql/convert';
import { numberIn, textIn } from '#demo/sql/narrow';
import type { Block } from '#demo/sql/scan';
import { SqlError } from '#demo/sql/sql-error';
import { nvarchar, type Value } from '#demo/sql/types';
import { textMaker } from '#demo/sql/value-text';

/** A row as text, column by column: decimals with all their digits, moments in ISO form. */
export type SalesRow = Record<string, string | null>;

const isoStyle = 126;
const makers = salesColumns.map(({ type }) => textMaker(type, isoStyle));
const readers = salesColumns.map(({ type }) => converter({ from: nvarchar(-1), to: type }));

/** The rows of a block as text, in the block's order. */
export function* salesRows({ columns, count }: Block): Generator<SalesRow> {
  for (let row = 0; row < count; row += 1) {
    yield Object.fromEntries(
      salesColumns.map(({ name }, place) => {
        const value = columns[place]?.[row] ?? null;
        return [name, value === null ? null : (makers[place]?.(value) ?? null)];
      }),
    );
  }
}

/** Values of a row given as text, typed; unknown columns and unreadable values are refused. */
export function typedRow(row: Readonly<Record<string, unknown>>): Map<number, Value> {
  const typed = new Map<number, Value>();
  for (const [name, value] of Object.entries(row)) {
    const place = salesColumns.findIndex((column) => column.name === name);
    if (place === -1) throw new SqlError(207, `Invalid column name '${name}'.`, { severity: 16 });
    typed.set(place, value === null ? null : (readers[place]?.(String(value)) ?? null));
  }
  return typed;
}

export type RowValues = Value[];

export function valuesOfRow({ columns }: Block, row: number): RowValues {
  return columns.map((column) => column[row] ?? null);
}

/** A block of changed rows, sorted by ticket and line as every block is. */
export function blockOf(rows: readonly RowValues[], day: number): Block {
  const ticket = salesColumns.findIndex(({ name }) => name === 'numero_factura');
  const line = salesColumns.findIndex(({ name }) => name === 'linea');
  const keyed = rows.map((values) => ({
    values,
    ticket: collationKey(textIn(values[ticket] ?? '')),
    line: numberIn(values[line] ?? 0),
  }));
  keyed.sort((a, b) => (a.ticket === b.ticket ? a.line - b.line : a.ticket < b.ticket ? -1 : 1));
  const columns = salesColumns.map((_, place) => keyed.map(({ values }) => values[place] ?? null));
  return { columns, count: rows.length, day };
}
