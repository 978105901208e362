import type { Comparison, Condition } from '#demo/sql/ast';
import { sameConstant } from '#demo/sql/comparison';
import { compileCondition } from '#demo/sql/compile-condition';
import { compileExpression } from '#demo/sql/compile-expression';
import { type BoundColumn, type Compiled, constantValue, type Predicate, type Scope } from '#demo/sql/compiled';
import { converter } from '#demo/sql/convert';
import { allDays, type DayRange, type Scan } from '#demo/sql/scan';
import { SqlError } from '#demo/sql/sql-error';
import { date, isText } from '#demo/sql/types';

/** How the rows of a FROM and its WHERE are found. */
export type Plan = {
  readonly columns: readonly BoundColumn[];
  readonly scan: Scan;
  /** Only blocks of these days. */
  readonly days: DayRange;
  /** False up to some row of a sorted block and true from there on: found by halving. */
  readonly seeks: readonly Predicate[];
  /** Asked of every row. */
  readonly filters: readonly Predicate[];
};

export function planOf(scan: Scan, qualifier: string | undefined): Plan {
  const columns = scan.columns.map((column, source) => ({
    name: column.name,
    qualifier,
    compiled: columnReader(column, source),
  }));
  return { columns, scan, days: allDays, seeks: [], filters: [] };
}

export function columnReader({ type, nullable }: Pick<Compiled, 'type' | 'nullable'>, source: number): Compiled {
  return { type, nullable, constant: false, source, evaluate: (columns, row) => columns[source]?.[row] ?? null };
}

/** Adds a WHERE: what bounds the days or the key narrows the scan, the rest becomes a filter. */
export function restrict(plan: Plan, where: Condition | undefined, scope: Scope): Plan {
  if (!where) return plan;
  let days = plan.days;
  const seeks = [...plan.seeks];
  const filters = [...plan.filters];
  for (const part of conjuncts(where)) {
    const narrower = daysOf(plan, part, scope);
    if (narrower) days = intersect(days, narrower);
    else (isSeek(part, plan.scan, scope) ? seeks : filters).push(compileCondition(part, scope));
  }
  return { ...plan, days, seeks, filters };
}

/** The parts of a predicate that must all hold. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (!condition) return [];
  return condition.kind === 'and' ? condition.parts.flatMap((part) => conjuncts(part)) : [condition];
}

function intersect(left: DayRange, right: DayRange): DayRange {
  return { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
}

const mirrored: Record<Comparison, Comparison> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

type Bound = { column: Compiled; operator: Comparison; constant: Compiled };

/** A comparison of a column of the scan with a constant, the column on the left; else undefined. */
function boundOf(part: Condition, scope: Scope): Bound | undefined {
  if (part.kind !== 'compare') return undefined;
  const left = compileExpression(part.left, scope);
  const right = compileExpression(part.right, scope);
  if (isText(left.type) !== isText(right.type) && left.type.name !== 'date' && right.type.name !== 'date')
    return undefined;
  if (left.source !== undefined && right.constant) return { column: left, operator: part.operator, constant: right };
  if (right.source !== undefined && left.constant)
    return { column: right, operator: mirrored[part.operator], constant: left };
  return undefined;
}

/** The days that `fecha >= @desde` and its like leave, when the constant is a date or reads as one. */
function daysOf(plan: Plan, part: Condition, scope: Scope): DayRange | undefined {
  const { dayColumn } = plan.scan;
  if (dayColumn === undefined) return undefined;
  const bound = boundOf(part, scope);
  if (bound?.column.source !== dayColumn) return undefined;
  const { type } = bound.constant;
  if (type.name !== 'date' && !isText(type)) return undefined;
  const day = converter({ from: type, to: date })(constantValue(bound.constant));
  if (typeof day !== 'number') return { from: 0, to: 0 };
  if (bound.operator === '=') return { from: day, to: day + 1 };
  if (bound.operator === '>=') return { from: day, to: allDays.to };
  if (bound.operator === '>') return { from: day + 1, to: allDays.to };
  if (bound.operator === '<') return { from: allDays.from, to: day };
  return bound.operator === '<=' ? { from: allDays.from, to: day + 1 } : undefined;
}

type SeekContext = { order: readonly number[]; scope: Scope };

/** Whether a predicate only asks "does the row come after this key", in the order of a block's rows. */
function isSeek(part: Condition, { dayColumn, sortedBy }: Scan, scope: Scope): boolean {
  const order = dayColumn === undefined ? sortedBy : [dayColumn, ...sortedBy];
  const starts = dayColumn === undefined ? [0] : [0, 1];
  return starts.some((at) => comesAfter(part, at, { order, scope }));
}

function comesAfter(part: Condition, at: number, context: SeekContext): boolean {
  const sorted = context.order[at];
  if (sorted === undefined) return false;
  if (part.kind === 'compare') {
    const bound = boundOf(part, context.scope);
    return bound?.column.source === sorted && (bound.operator === '>' || bound.operator === '>=');
  }
  if (part.kind !== 'or') return false;
  const [first, ...rest] = part.parts;
  if (!first || !comesAfter(first, at, context)) return false;
  const bound = boundOf(first, context.scope);
  if (bound?.operator !== '>') return false;
  return rest.every((arm) => tiesThenComesAfter(arm, { at, context, tie: bound.constant }));
}

/** `a = @a and b > @b`, with the same @a as in `a > @a`. */
function tiesThenComesAfter(
  arm: Condition,
  { at, context, tie }: { at: number; context: SeekContext; tie: Compiled },
): boolean {
  if (arm.kind !== 'and') return false;
  const [first, ...rest] = conjuncts(arm);
  if (!first) return false;
  const bound = boundOf(first, context.scope);
  if (bound?.operator !== '=' || bound.column.source !== context.order[at]) return false;
  if (!sameConstant(bound.constant, tie)) return false;
  const [next] = rest;
  if (rest.length === 1 && next) return comesAfter(next, at + 1, context);
  const deeper = next ? boundOf(next, context.scope) : undefined;
  return (
    deeper !== undefined &&
    tiesThenComesAfter({ kind: 'and', parts: rest }, { at: at + 1, context, tie: deeper.constant })
  );
}

/** SQL Server's complaint about a name used twice or missing in a derived table. */
export function checkDerivedNames(names: readonly string[], alias: string, line: number): void {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (name === '')
      throw new SqlError(8155, `No column name was specified for column ${index + 1} of '${alias}'.`, { line });
    if (seen.has(name.toLowerCase()))
      throw new SqlError(8156, `The column '${name}' was specified multiple times for '${alias}'.`, { line });
    seen.add(name.toLowerCase());
  });
}
