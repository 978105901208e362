import type { Select } from '#demo/sql/ast';
import { type Compiled, commonType, convertTo, type Scope } from '#demo/sql/compiled';
import { type Context, scopeOf } from '#demo/sql/from';
import { type Limit, limited } from '#demo/sql/limit';
import { sortRows } from '#demo/sql/order';
import { columnReader, type Plan } from '#demo/sql/plan';
import { allDays, type Block, concatenate, scanOf } from '#demo/sql/scan';
import { materialize, orderExpression, type Result, runSelect } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';
import type { Column } from '#demo/sql/types';

type Distinct = { select: Select; result: Result; limit: Limit };

/** SELECT DISTINCT: all rows are computed, each kept once. */
export function distinctResult({ select, result, limit }: Distinct, plan: Plan, scope: Scope): Result {
  const run = { [Symbol.iterator]: () => limited(sortRows(plan, []), { skip: 0, take: Number.POSITIVE_INFINITY }) };
  const block = distinctBlock(materialize({ ...result, batches: run }));
  const named = result.columns.map(({ name, type, nullable }, source) => ({
    name,
    qualifier: undefined,
    compiled: columnReader({ type, nullable }, source),
  }));
  const over = { ...scope, columns: named };
  const order = select.orderBy.map(({ expression, descending }) => ({
    compiled: orderExpression(expression, named, over),
    descending,
  }));
  const source: Plan = { columns: named, scan: scanOf(result.columns, block), days: allDays, seeks: [], filters: [] };
  const batches = { [Symbol.iterator]: () => limited(sortRows(source, order), limit) };
  return { ...result, items: named.map(({ compiled }) => compiled), batches, projection: undefined };
}

function distinctBlock({ columns, count }: Block): Block {
  const seen = new Set<string>();
  const rows: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const key = columns.map((column) => `${typeof column[row]}${String(column[row])}`).join('\u0000');
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
  }
  return { columns: columns.map((column) => rows.map((row) => column[row] ?? null)), count: rows.length };
}

/** UNION ALL: the selects one after the other, in the types where they meet. */
export function runUnion(select: Select, context: Context): Result {
  const [last] = select.unionAll.slice(-1);
  const parts = [
    { ...select, unionAll: [], orderBy: [] },
    ...select.unionAll.map((part) => ({ ...part, orderBy: [] })),
  ];
  const results = parts.map((part) => runSelect(part, context));
  const [first] = results;
  if (!first) throw new Error('a union has its parts');
  if (results.some((result) => result.items.length !== first.items.length))
    throw new SqlError(
      205,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
      { severity: 16, line: select.line },
    );
  const columns = first.columns.map((column, index) => ({
    ...column,
    nullable: true,
    type: results.reduce((type, result) => commonType(type, result.columns[index]?.type ?? type), column.type),
  }));
  const blocks = results.map((result) => materialize({ ...result, items: converted(result, columns) }));
  const block = concatenate(columns.length, blocks);
  const named = columns.map(({ name, type, nullable }, source) => ({
    name,
    qualifier: undefined,
    compiled: columnReader({ type, nullable }, source),
  }));
  const order = (last?.orderBy ?? []).map(({ expression, descending }) => ({
    compiled: orderExpression(expression, named, scopeOf(context, named)),
    descending,
  }));
  const plan: Plan = { columns: named, scan: scanOf(columns, block), days: allDays, seeks: [], filters: [] };
  const limit = { skip: 0, take: Number.POSITIVE_INFINITY };
  const batches = { [Symbol.iterator]: () => limited(sortRows(plan, order), limit) };
  return { columns, items: named.map(({ compiled }) => compiled), batches, projection: undefined };
}

function converted(result: Result, columns: readonly Column[]): Compiled[] {
  return result.items.map((item, index) => convertTo(item, columns[index]?.type ?? item.type));
}
