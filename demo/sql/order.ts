import { collationKey } from '#demo/sql/collation';
import { comparer } from '#demo/sql/comparison';
import type { Compiled } from '#demo/sql/compiled';
import type { RowRun } from '#demo/sql/limit';
import type { Plan } from '#demo/sql/plan';
import { rowNumbers, rowsOf } from '#demo/sql/plan-rows';
import { type Block, concatenate, gather } from '#demo/sql/scan';
import { isText, type Value } from '#demo/sql/types';

export type OrderKey = { readonly compiled: Compiled; readonly descending: boolean };

/** Drops the order when the rows of the plan lie in it anyway. */
export function narrowOrder(order: readonly OrderKey[], { scan, days }: Plan): readonly OrderKey[] {
  const oneDay = days.to - days.from <= 1;
  const natural = scan.dayColumn === undefined ? scan.sortedBy : [scan.dayColumn, ...scan.sortedBy];
  const starts = oneDay && scan.dayColumn !== undefined ? [0, 1] : [0];
  const lies = starts.some((start) =>
    order.every(
      ({ compiled, descending }, i) =>
        !descending && compiled.source === natural[start + i] && compiled.source !== undefined,
    ),
  );
  return lies ? [] : order;
}

/** The rows of a plan in the wanted order, as runs; without an order they stream. */
export function* sortRows(plan: Plan, order: readonly OrderKey[]): Iterable<RowRun> {
  if (order.length === 0) {
    for (const { block, rows, from, to } of rowsOf(plan)) yield { columns: block.columns, rows, from, to };
    return;
  }
  const parts: Part[] = [];
  for (const part of rowsOf(plan)) {
    parts.push({ block: part.block, rows: rowNumbers(part) });
    yield { columns: [], rows: undefined, from: 0, to: 0 };
  }
  const { block, rows } = oneBlock(parts, plan.scan.columns.length);
  const sorted = sortedRows(block, rows, order);
  yield { columns: block.columns, rows: sorted, from: 0, to: sorted.length };
}

type Part = { block: Block; rows: ArrayLike<number> };

/** All rows of a plan in a single block, to sort them together. */
function oneBlock(parts: readonly Part[], width: number): Part {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const blocks = parts.map(({ block, rows }) => ({
    columns: block.columns.map((column) => gather(column, rows)),
    count: rows.length,
  }));
  const block = concatenate(width, blocks);
  return { block, rows: Int32Array.from({ length: block.count }, (_, row) => row) };
}

type SortKey = { values: Value[]; compare: (left: Value, right: Value) => number; descending: boolean };

function sortedRows(block: Block, rows: ArrayLike<number>, order: readonly OrderKey[]): Int32Array {
  const keys = order.map((key) => sortKey(key, block, rows));
  const places = Int32Array.from({ length: rows.length }, (_, place) => place);
  places.sort((a, b) => {
    for (const { values, compare, descending } of keys) {
      const result = compareNullable(values[a] ?? null, values[b] ?? null, compare);
      if (result !== 0) return descending ? -result : result;
    }
    return a - b;
  });
  return places.map((place) => rows[place] ?? 0);
}

/** Null sorts before every value. */
function compareNullable(left: Value, right: Value, compare: SortKey['compare']): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return compare(left, right);
}

/** Texts are folded once, not at every comparison. */
function sortKey({ compiled, descending }: OrderKey, block: Block, rows: ArrayLike<number>): SortKey {
  const { type } = compiled;
  const values = Array.from({ length: rows.length }, (_, i) => {
    const value = compiled.evaluate(block.columns, rows[i] ?? 0);
    return typeof value === 'string' ? collationKey(value) : value;
  });
  return { values, descending, compare: isText(type) ? byCodeUnits : comparer(type) };
}

function byCodeUnits(left: Value, right: Value): number {
  if (left === right || left === null || right === null) return 0;
  return left < right ? -1 : 1;
}
