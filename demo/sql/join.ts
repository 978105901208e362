import type { Condition, FromItem } from '#demo/sql/ast';
import { collationKey } from '#demo/sql/collation';
import { allOf, compileCondition, compileExpression } from '#demo/sql/compile-expression';
import { type BoundColumn, type Compiled, commonType, convertTo, type Predicate } from '#demo/sql/compiled';
import { type Context, scopeOf } from '#demo/sql/from';
import { columnReader, conjuncts, type Plan } from '#demo/sql/plan';
import { rowNumbers, rowsOf } from '#demo/sql/plan-rows';
import { allDays, type Block, concatenate, type DayRange, gather, type Scan } from '#demo/sql/scan';
import type { Value } from '#demo/sql/types';

type Join = { left: Plan; right: Plan; type: (FromItem & { kind: 'join' })['type']; on: Condition | undefined };

type Key = { left: Compiled; right: Compiled };

/** Joins two plans by hashing the right one, day by day where the keys tell the day. */
export function joinPlans({ left, right, type, on }: Join, context: Context): Plan {
  const shape = readersOf([...left.columns, ...right.columns]);
  const scope = scopeOf(context, shape);
  const side = readersOf(right.columns);
  const parts = conjuncts(on);
  const keys: Key[] = [];
  const residual: Predicate[] = [];
  for (const part of parts) {
    const key = keyOf(part, { left: scopeOf(context, left.columns), right: scopeOf(context, side) });
    if (key) keys.push(key);
    else residual.push(compileCondition(part, scope));
  }
  const sameDay = keys.some(
    (key) => isDayKey(left.scan, key.left) && isDayKey(right.scan, right.columns[key.right.source ?? -1]?.compiled),
  );
  const filter = residual.length > 0 ? allOf(residual) : undefined;
  const scan = joinScan({ left, right, keys, filter, outer: type === 'left', sameDay });
  return { columns: shape, scan, days: allDays, seeks: [], filters: [] };
}

/** The same names, read by position from values already computed. */
function readersOf(columns: readonly BoundColumn[]): BoundColumn[] {
  return columns.map(({ name, qualifier, compiled }, source) => ({
    name,
    qualifier,
    compiled: columnReader({ type: compiled.type, nullable: true }, source),
  }));
}

type Sides = { left: ReturnType<typeof scopeOf>; right: ReturnType<typeof scopeOf> };

/** `l.id = f.id`, whichever side is written first; undefined when the part is no such equality. */
function keyOf(part: Condition, scopes: Sides): Key | undefined {
  if (part.kind !== 'compare' || part.operator !== '=') return undefined;
  for (const [a, b] of [[part.left, part.right] as const, [part.right, part.left] as const]) {
    const left = compiledOrUndefined(a, scopes.left);
    const right = compiledOrUndefined(b, scopes.right);
    if (!left || !right || left.constant || right.constant) continue;
    const type = commonType(left.type, right.type);
    return { left: convertTo(left, type), right: convertTo(right, type) };
  }
  return undefined;
}

function compiledOrUndefined(
  expression: Parameters<typeof compileExpression>[0],
  scope: Sides['left'],
): Compiled | undefined {
  try {
    return compileExpression(expression, scope);
  } catch {
    return undefined; // It belongs to the other side; a name of neither is reported when the rest is compiled.
  }
}

function isDayKey(scan: Scan, column: Compiled | undefined): boolean {
  return column?.source !== undefined && scan.dayKeys.includes(column.source);
}

type JoinScan = {
  left: Plan;
  right: Plan;
  keys: readonly Key[];
  filter: Predicate | undefined;
  outer: boolean;
  sameDay: boolean;
};

function joinScan(join: JoinScan): Scan {
  const { left, right, sameDay } = join;
  const columns = [...left.columns, ...right.columns].map(({ name, compiled }) => ({
    name,
    type: compiled.type,
    nullable: true,
  }));
  const dayColumn = left.columns.findIndex(({ compiled }) => isDayOf(left.scan, compiled));
  return {
    columns,
    dayColumn: dayColumn === -1 ? undefined : dayColumn,
    dayKeys: [],
    sortedBy: [],
    blocks: function* blocks(days: DayRange) {
      const whole = sameDay ? undefined : hashSide(blocksOf(right, allDays), join);
      for (const part of rowsOf(left, days)) {
        const { block } = part;
        const side = whole ?? hashSide(blocksOf(right, dayRangeOf(block)), join);
        yield joinBlock({ block, rows: rowNumbers(part) }, side, join);
      }
    },
  };
}

function isDayOf(scan: Scan, { source }: Compiled): boolean {
  return source !== undefined && source === scan.dayColumn;
}

function dayRangeOf({ day }: Block): DayRange {
  return day === undefined ? allDays : { from: day, to: day + 1 };
}

type Side = { columns: readonly (readonly Value[])[]; rowsByKey: Map<Value, number[]> };
type Rows = { block: Block; rows: ArrayLike<number> };

function blocksOf(plan: Plan, days: DayRange): Block {
  const blocks = [...rowsOf(plan, days)].map((part) => {
    const rows = rowNumbers(part);
    return { columns: valuesOf(plan, { block: part.block, rows }), count: rows.length };
  });
  return concatenate(plan.columns.length, blocks);
}

/** The columns of a plan for the chosen rows of a block. */
function valuesOf(plan: Plan, { block, rows }: Rows): Value[][] {
  return plan.columns.map(({ compiled }) => {
    if (compiled.source !== undefined) return gather(block.columns[compiled.source] ?? [], rows);
    return Array.from({ length: rows.length }, (_, i) => compiled.evaluate(block.columns, rows[i] ?? 0));
  });
}

function hashSide(block: Block, { keys }: JoinScan): Side {
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

function joinBlock(part: Rows, side: Side, join: JoinScan): Block {
  const pairs = matches(part, side, join);
  const kept = join.filter ? filtered(pairs, { part, side, join }, join.filter) : pairs;
  if (join.outer) addUnmatched(kept, part.rows);
  return blockOfPairs(kept, { part, side, join });
}

/** Row numbers of the left and the right side; -1 on the right stands for no row. */
type Pairs = { left: number[]; right: number[] };
type Joined = { part: Rows; side: Side; join: JoinScan };

function matches({ block, rows }: Rows, side: Side, { keys }: JoinScan): Pairs {
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
