import { blockOf, type RowValues, typedRow, valuesOfRow } from '#demo/sales/sales-rows';
import { placeOf } from '#demo/sales/sales-table';
import { bigintIn } from '#demo/sql/narrow';
import type { Block } from '#demo/sql/scan';
import type { Value } from '#demo/sql/types';

/** Rows chosen by what they hold, as text: `{ numero_factura: 'C01-251017-000004' }`; at most `limit` of them. */
type RowChoice = { readonly where?: Readonly<Record<string, string | null>>; readonly limit?: number };

/** What may happen to a day at the till. */
export type DayChange =
  | { readonly kind: 'insert'; readonly rows: readonly Readonly<Record<string, string | null>>[] }
  | ({ readonly kind: 'delete' } & RowChoice)
  | ({ readonly kind: 'alter'; readonly set: Readonly<Record<string, string | null>> } & RowChoice)
  /** The same rows once more; with `different`, their total differs by 0.0001. */
  | ({ readonly kind: 'duplicate'; readonly different?: boolean } & RowChoice)
  /** Only the first half of the tickets has arrived. */
  | { readonly kind: 'half' }
  | { readonly kind: 'empty' };

/** The block after a change; the block before stays as it was, so a read under way is not disturbed. */
export function applyChange(block: Block, change: DayChange, day: number): Block {
  const rows = Array.from({ length: block.count }, (_, row) => valuesOfRow(block, row));
  return blockOf(changedRows(rows, change, day), day);
}

function changedRows(rows: RowValues[], change: DayChange, day: number): RowValues[] {
  switch (change.kind) {
    case 'empty':
      return [];
    case 'half':
      return firstHalf(rows);
    case 'insert':
      return [...rows, ...change.rows.map((row) => insertedRow(row, rows, day))];
    case 'delete': {
      const chosen = new Set(choose(rows, change));
      return rows.filter((row) => !chosen.has(row));
    }
    case 'alter': {
      const chosen = new Set(choose(rows, change));
      const set = typedRow(change.set);
      return rows.map((row) => (chosen.has(row) ? withValues(row, set) : row));
    }
    case 'duplicate':
      return [...rows, ...choose(rows, change).map((row) => (change.different ? slightlyDearer(row) : row))];
  }
}

function choose(rows: readonly RowValues[], { where = {}, limit = Number.POSITIVE_INFINITY }: RowChoice): RowValues[] {
  const wanted = [...typedRow(where)];
  const chosen: RowValues[] = [];
  for (const row of rows) {
    if (chosen.length >= limit) break;
    if (wanted.every(([place, value]) => sameValue(row[place] ?? null, value))) chosen.push(row);
  }
  return chosen;
}

function sameValue(left: Value, right: Value): boolean {
  return left === right || (left !== null && right !== null && String(left) === String(right));
}

function withValues(row: RowValues, set: ReadonlyMap<number, Value>): RowValues {
  return row.map((value, place) => (set.has(place) ? (set.get(place) ?? null) : value));
}

/** An inserted row takes what it does not say from a row of its day, or from a plain sale. */
function insertedRow(row: Readonly<Record<string, string | null>>, rows: readonly RowValues[], day: number): RowValues {
  const base = rows[0] ?? plainSale(day);
  return withValues(base, typedRow(row));
}

function plainSale(day: number): RowValues {
  const money = [10_000n, 25_000n, 15_000n, 0n, 4_000n, 29_000n];
  const product = ['7591000010000', 'Harina PAN 1 kg', 'Víveres'];
  return [
    day,
    day * 86_400_000 + 43_200_000,
    'C01',
    'C01-000000-000001',
    1,
    ...product,
    ...money,
    'VES',
    100_000_000n,
    null,
    null,
    0,
  ];
}

function firstHalf(rows: readonly RowValues[]): RowValues[] {
  const place = placeOf('numero_factura');
  const tickets = [...new Set(rows.map((row) => row[place] ?? null))];
  const kept = new Set(tickets.slice(0, Math.ceil(tickets.length / 2)));
  return rows.filter((row) => kept.has(row[place] ?? null));
}

function slightlyDearer(row: RowValues): RowValues {
  const place = placeOf('total');
  return withValues(row, new Map([[place, bigintIn(row[place] ?? 0) + 1n]]));
}
