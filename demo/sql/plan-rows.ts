import type { Predicate } from '#demo/sql/compiled';
import type { Plan } from '#demo/sql/plan';
import type { Block, DayRange } from '#demo/sql/scan';

/** The rows of one block that a plan keeps: those numbered in `rows`, or without it all from `from` up to `to`. */
export type BlockRows = {
  readonly block: Block;
  readonly rows: ArrayLike<number> | undefined;
  readonly from: number;
  readonly to: number;
};

/** The row numbers written out. */
export function rowNumbers({ rows, from, to }: BlockRows): ArrayLike<number> {
  return rows ?? Int32Array.from({ length: to - from }, (_, i) => from + i);
}

/** Runs a plan, block by block; a block without rows to give is handed over as well. */
export function* rowsOf(plan: Plan, days: DayRange = plan.days): Iterable<BlockRows> {
  const range = { from: Math.max(days.from, plan.days.from), to: Math.min(days.to, plan.days.to) };
  for (const block of plan.scan.blocks(range)) {
    const from = plan.seeks.reduce((start, seek) => Math.max(start, firstTrue(seek, block)), 0);
    yield chosenRows(plan.filters, block, from);
  }
}

function chosenRows(filters: readonly Predicate[], block: Block, from: number): BlockRows {
  if (filters.length === 0) return { block, rows: undefined, from, to: block.count };
  const rows: number[] = [];
  for (let row = from; row < block.count; row += 1) if (keeps(filters, block, row)) rows.push(row);
  return { block, rows, from: 0, to: rows.length };
}

function keeps(filters: readonly Predicate[], { columns }: Block, row: number): boolean {
  for (const filter of filters) if (filter(columns, row) !== true) return false;
  return true;
}

/** The first row of a block for which a seek holds; the block's count when there is none. */
function firstTrue(seek: Predicate, { columns, count }: Block): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seek(columns, middle) === true) high = middle;
    else low = middle + 1;
  }
  return low;
}
