import type { Expression, Select } from '#demo/sql/ast';
import { compileExpression } from '#demo/sql/compile-expression';
import type { BoundColumn, Compiled, Scope } from '#demo/sql/compiled';
import { distinctResult, runUnion } from '#demo/sql/compound-select';
import { type Context, expandItems, isGrouped, planFrom, scopeOf } from '#demo/sql/from';
import { groupRows } from '#demo/sql/group';
import { limited, limitOf } from '#demo/sql/limit';
import { narrowOrder, sortRows } from '#demo/sql/order';
import { restrict } from '#demo/sql/plan';
import { projectionOf } from '#demo/sql/projection';
import type { Block } from '#demo/sql/scan';
import { SqlError } from '#demo/sql/sql-error';
import type { Column, Columns, Value } from '#demo/sql/types';

/** Some rows of a result: `rows[from..to)` are row numbers in the columns; without rows, the numbers themselves. */
export type Batch = {
  readonly columns: Columns;
  readonly rows: ArrayLike<number> | undefined;
  readonly from: number;
  readonly to: number;
};

export type Result = {
  readonly columns: readonly Column[];
  readonly items: readonly Compiled[];
  /** Read once. An empty batch is a chance to breathe. */
  readonly batches: Iterable<Batch>;
  /** Equal for two results whose rows of the same block read the same; undefined when that cannot be said. */
  readonly projection: string | undefined;
};

/** Compiles a select and returns its rows to be read; nothing is computed before the first batch is asked for. */
export function runSelect(select: Select, context: Context): Result {
  if (select.unionAll.length > 0) return runUnion(select, context);
  const scope = scopeOf(context, []);
  const plan = planFrom(select.from, context);
  const restricted = restrict(plan, select.where, scopeOf(context, plan.columns));
  const source = isGrouped(select) ? groupRows(select, restricted, context) : { plan: restricted, replaced: undefined };
  const rowScope: Scope = {
    ...scopeOf(context, source.plan.columns),
    ...(source.replaced && { replaced: source.replaced }),
  };
  const items = expandItems(select.items, rowScope);
  const columns = items.map(({ name, compiled }) => ({ name, type: compiled.type, nullable: compiled.nullable }));
  const compiled = items.map((item) => item.compiled);
  const limit = limitOf(select, scope);
  const result: Result = { columns, items: compiled, batches: [], projection: projectionOf(select) };
  if (select.distinct) return distinctResult({ select, result, limit }, source.plan, rowScope);
  const order = select.orderBy.map(({ expression, descending }) => ({
    compiled: orderExpression(expression, items, rowScope),
    descending,
  }));
  const sorting = narrowOrder(order, source.plan);
  const batches = { [Symbol.iterator]: () => limited(sortRows(source.plan, sorting), limit) };
  return { ...result, batches };
}

type Named = Omit<BoundColumn, 'qualifier'>;

/** ORDER BY may name an item of the select list, or its place in it. */
export function orderExpression(expression: Expression, items: readonly Named[], scope: Scope): Compiled {
  if (expression.kind === 'literal' && typeof expression.value === 'number') {
    const item = items[expression.value - 1];
    if (item) return item.compiled;
    throw new SqlError(
      108,
      `The ORDER BY position number ${expression.value} is out of range of the number of items in the select list.`,
      { line: expression.line },
    );
  }
  if (expression.kind === 'column' && expression.path.length === 1) {
    const wanted = expression.path[0]?.toLowerCase();
    const item = items.find(({ name }) => name.toLowerCase() === wanted);
    if (item) return item.compiled;
  }
  return compileExpression(expression, scope);
}

/** Computes a whole result. */
export function materialize({ items, batches }: Result): Block {
  const columns: Value[][] = items.map(() => []);
  let count = 0;
  for (const batch of batches) {
    for (let i = batch.from; i < batch.to; i += 1) {
      const row = batch.rows ? (batch.rows[i] ?? 0) : i;
      items.forEach((item, column) => {
        columns[column]?.push(item.evaluate(batch.columns, row));
      });
      count += 1;
    }
  }
  return { columns, count };
}
