import type { FromItem, Select, SelectItem } from '#demo/sql/ast';
import type { Catalog } from '#demo/sql/catalog';
import { compileExpression } from '#demo/sql/compile-expression';
import type { BoundColumn, Scope } from '#demo/sql/compiled';
import { describeFirstResultSet } from '#demo/sql/describe';
import { joinPlans } from '#demo/sql/join';
import { checkDerivedNames, type Plan, planOf, restrict } from '#demo/sql/plan';
import { oneRow, scanOf } from '#demo/sql/scan';
import { materialize, runSelect } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';

/** What a statement may refer to. */
export type Context = Omit<Scope, 'columns' | 'replaced'> & { readonly catalog: Catalog };

export function scopeOf(context: Context, columns: readonly BoundColumn[]): Scope {
  const { variables, nowMs, offsetMinutes } = context;
  return { columns, variables, nowMs, offsetMinutes };
}

/** Binds a FROM; without one there is a single row to compute on. */
export function planFrom(from: FromItem | undefined, context: Context): Plan {
  if (!from) return planOf(oneRow, undefined);
  switch (from.kind) {
    case 'table':
      return planTable(from, context);
    case 'derived':
      return planDerived(from, context);
    case 'function':
      return planFunction(from, context);
    case 'join': {
      const left = planFrom(from.left, context);
      const right = planFrom(from.right, context);
      return joinPlans({ left, right, type: from.type, on: from.on }, context);
    }
  }
}

function planTable({ path, alias, line }: FromItem & { kind: 'table' }, context: Context): Plan {
  const scan = context.catalog.table(path);
  if (!scan) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`, { severity: 16, line });
  return planOf(scan, alias ?? path.at(-1));
}

/** A derived table of plain rows melts into the select around it; any other is computed first. */
function planDerived({ select, alias, line }: FromItem & { kind: 'derived' }, context: Context): Plan {
  if (select.orderBy.length > 0 && !select.top && !select.offset)
    throw new SqlError(
      1033,
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
      { line },
    );
  if (!isPlain(select)) {
    const result = runSelect(select, context);
    checkDerivedNames(
      result.columns.map(({ name }) => name),
      alias,
      line,
    );
    return planOf(scanOf(result.columns, materialize(result)), alias);
  }
  const inner = planFrom(select.from, context);
  const scope = scopeOf(context, inner.columns);
  const columns = expandItems(select.items, scope).map(({ name, compiled }) => ({ name, compiled, qualifier: alias }));
  checkDerivedNames(
    columns.map(({ name }) => name),
    alias,
    line,
  );
  return { ...restrict(inner, select.where, scope), columns };
}

function isPlain(select: Select): boolean {
  const ranked = select.top || select.distinct || select.offset || select.orderBy.length > 0;
  return !ranked && select.unionAll.length === 0 && !isGrouped(select);
}

export function isGrouped(select: Select): boolean {
  if (select.groupBy.length > 0 || select.having) return true;
  return select.items.some((item) => item.kind === 'expression' && aggregatePattern.test(textOf(item.expression)));
}

const aggregatePattern = /"kind":"call","name":"(?:count|count_big|sum|min|max|avg)"/;

/** An expression as text, without its lines: equal expressions have equal texts. */
export function textOf(node: unknown): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === 'line') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function planFunction({ path, args, alias, line }: FromItem & { kind: 'function' }, context: Context): Plan {
  const name = path.join('.').toLowerCase();
  if (name !== 'sys.dm_exec_describe_first_result_set')
    throw new SqlError(208, `Invalid object name '${path.join('.')}'.`, { severity: 16, line });
  const scope = scopeOf(context, []);
  const values = args.map((arg) => compileExpression(arg, scope).evaluate([], 0));
  return planOf(describeFirstResultSet(values, context), alias);
}

/** The select list with its stars spelled out. */
export function expandItems(items: readonly SelectItem[], scope: Scope): Omit<BoundColumn, 'qualifier'>[] {
  return items.flatMap((item): readonly Omit<BoundColumn, 'qualifier'>[] => {
    if (item.kind === 'star') return starColumns(item, scope);
    const compiled = compileExpression(item.expression, scope);
    const { expression } = item;
    const name = item.alias ?? (expression.kind === 'column' ? expression.path.at(-1) : undefined) ?? '';
    return [{ name, compiled }];
  });
}

function starColumns({ qualifier, line }: SelectItem & { kind: 'star' }, scope: Scope): readonly BoundColumn[] {
  if (qualifier === undefined) return scope.columns;
  const wanted = qualifier.toLowerCase();
  const columns = scope.columns.filter((column) => column.qualifier?.toLowerCase() === wanted);
  if (columns.length > 0) return columns;
  throw new SqlError(4104, `The multi-part identifier "${qualifier}.*" could not be bound.`, { line, severity: 16 });
}
