import { collationKey } from '#demo/sql/collation';
import type { Compiled, Predicate } from '#demo/sql/compiled';
import type { Plan } from '#demo/sql/plan';
import { type Block, gather } from '#demo/sql/scan';
import type { Value } from '#demo/sql/types';

export function joinBlock(part: Rows, side: Side, join: JoinPlan): Block {
  const pairs = matches(part, side, join);
  const kept = join.filter ? filtered(pairs, { part, side, join }, join.filter) : pairs;
  if (join.outer) addUnmatched(kept, part.rows);
  return blockOfPairs(kept, { part, side, join });
}

/** Row numbers of the left and the right side; -1 on the right stands for no row. */
type Pairs = { left: number[]; right: number[] };
type Joined = { part: Rows; side: Side; join: JoinPlan };

function matches({ block, rows }: Rows, side: Side, { keys }: JoinPlan): Pairs {
  const leftKeys = keys.map((key) => key.left);
  const pairs: Pairs = { left: [], right: [] };
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    for (const match of side.rowsByKey.get(joinKey(leftKeys, block, row)) ?? []) {
      pairs.left.push(row);
      pairs.right.push(match);
    }
  }
  return pairs;
}

function filtered(pairs: Pairs, joined: Joined, filter: Predicate): Pairs {
  const { columns, count } = blockOfPairs(pairs, joined);
  const kept: Pairs = { left: [], right: [] };
  for (let row = 0; row < count; row += 1) {
    if (filter(columns, row) !== true) continue;
    kept.left.push(pairs.left[row] ?? 0);
    kept.right.push(pairs.right[row] ?? 0);
  }
  return kept;
}

/** An outer join keeps the rows of the left that found nobody. */
function addUnmatched(pairs: Pairs, rows: ArrayLike<number>): void {
  const found = new Set(pairs.left);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    if (found.has(row)) continue;
    pairs.left.push(row);
    pairs.right.push(-1);
  }
}

function blockOfPairs(pairs: Pairs, { part, side, join }: Joined): Block {
  const left = valuesOf(join.left, { block: part.block, rows: pairs.left });
  const right = side.columns.map((column) => pairs.right.map((row) => (row < 0 ? null : (column[row] ?? null))));
  const { day } = part.block;
  const block = { columns: [...left, ...right], count: pairs.left.length };
  return day === undefined ? block : { ...block, day };
}

export type Side = { columns: readonly (readonly Value[])[]; rowsByKey: Map<Value, number[]> };
export type Rows = { block: Block; rows: ArrayLike<number> };

/** The columns of a plan for the chosen rows of a block. */
export function valuesOf(plan: Plan, { block, rows }: Rows): Value[][] {
  return plan.columns.map(({ compiled }) => {
    if (compiled.source !== undefined) return gather(block.columns[compiled.source] ?? [], rows);
    return Array.from({ length: rows.length }, (_, i) => compiled.evaluate(block.columns, rows[i] ?? 0));
  });
}

export function hashSide(block: Block, { keys }: JoinPlan): Side {
  const columns = block.columns.map((column) => Array.from(column));
  const rowsByKey = new Map<Value, number[]>();
  const readers = keys.map((key) => key.right);
  for (let row = 0; row < block.count; row += 1) {
    const key = joinKey(readers, block, row);
    if (key === null) continue;
    const rows = rowsByKey.get(key);
    if (rows) rows.push(row);
    else rowsByKey.set(key, [row]);
  }
  return { columns, rowsByKey };
}

function joinKey(keys: readonly Compiled[], { columns }: Block, row: number): Value {
  const [only] = keys;
  if (keys.length === 1 && only) return comparable(only.evaluate(columns, row));
  const parts: string[] = [];
  for (const key of keys) {
    const value = comparable(key.evaluate(columns, row));
    if (value === null) return null;
    parts.push(String(value));
  }
  return parts.join('\u0000');
}

function comparable(value: Value): Value {
  return typeof value === 'string' ? collationKey(value) : value;
}

export type JoinPlan = {
  left: Plan;
  right: Plan;
  keys: readonly JoinKey[];
  filter: Predicate | undefined;
  outer: boolean;
  sameDay: boolean;
};

export type JoinKey = { left: Compiled; right: Compiled };
