import type { Expression, Select } from '#demo/sql/ast';
import { compileExpression } from '#demo/sql/compile-expression';
import { type BoundColumn, type Compiled, constantValue, type Scope } from '#demo/sql/compiled';
import { distinctResult, runUnion } from '#demo/sql/compound-select';
import { type Context, expandItems, isGrouped, planFrom, scopeOf } from '#demo/sql/from';
import { groupRows } from '#demo/sql/group';
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

export type Limit = { readonly skip: number; readonly take: number };

function limitOf({ top, offset, fetch }: Select, scope: Scope): Limit {
  const skip = offset ? countOf(offset, scope) : 0;
  const count = top ?? fetch;
  return { skip, take: count ? countOf(count, scope) : Number.POSITIVE_INFINITY };
}

function countOf(expression: Expression, scope: Scope): number {
  const value = constantValue(compileExpression(expression, scope));
  const count = Number(value);
  if (value !== null && Number.isFinite(count) && count >= 0) return count;
  throw new SqlError(
    1060,
    'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
    { line: expression.line },
  );
}

/** Some 150 kB of sales rows: what a session sends before it looks around. */
const batchRows = 512;

/** Cuts rows into batches and stops when the limit is reached. */
export function* limited(source: Iterable<RowRun>, { skip, take }: Limit): Generator<Batch> {
  let left = take;
  let skipped = 0;
  if (left === 0) return;
  for (const { columns, rows, from: first, to } of source) {
    const jump = Math.min(skip - skipped, to - first);
    skipped += jump;
    const last = Math.min(to, first + jump + left);
    for (let from = first + jump; from < last; from += batchRows) {
      const end = Math.min(last, from + batchRows);
      left -= end - from;
      yield { columns, rows, from, to: end };
    }
    if (left <= 0) return;
  }
}

/** A stretch of rows as a plan delivers them. */
export type RowRun = Batch;

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
