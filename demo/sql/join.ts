import type { Condition, FromItem } from '#demo/sql/ast';
import { allOf, compileCondition } from '#demo/sql/compile-condition';
import { compileExpression } from '#demo/sql/compile-expression';
import { type BoundColumn, type Compiled, commonType, convertTo, type Predicate } from '#demo/sql/compiled';
import { type Context, scopeOf } from '#demo/sql/from';
import { hashSide, type JoinKey, type JoinPlan, joinBlock, valuesOf } from '#demo/sql/join-rows';
import { columnReader, conjuncts, type Plan } from '#demo/sql/plan';
import { rowNumbers, rowsOf } from '#demo/sql/plan-rows';
import { allDays, type Block, breath, concatenate, type DayRange, type Scan } from '#demo/sql/scan';

type Join = { left: Plan; right: Plan; type: (FromItem & { kind: 'join' })['type']; on: Condition | undefined };

/** Joins two plans by hashing the right one, day by day where the keys tell the day. */
export function joinPlans({ left, right, type, on }: Join, context: Context): Plan {
  const shape = readersOf([...left.columns, ...right.columns]);
  const scope = scopeOf(context, shape);
  const side = readersOf(right.columns);
  const parts = conjuncts(on);
  const keys: JoinKey[] = [];
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
function keyOf(part: Condition, scopes: Sides): JoinKey | undefined {
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

function joinScan(join: JoinPlan): Scan {
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
        if (part.from === part.to) {
          yield breath;
          continue;
        }
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

function blocksOf(plan: Plan, days: DayRange): Block {
  const blocks = [...rowsOf(plan, days)].map((part) => {
    const rows = rowNumbers(part);
    return { columns: valuesOf(plan, { block: part.block, rows }), count: rows.length };
  });
  return concatenate(plan.columns.length, blocks);
}
