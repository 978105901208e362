import type { Expression, Select } from '#demo/sql/ast';
import { compileExpression } from '#demo/sql/compile-expression';
import { constantValue, type Scope } from '#demo/sql/compiled';
import type { Batch } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';

export type Limit = { readonly skip: number; readonly take: number };

/** What TOP, OFFSET and FETCH ask for. */
export function limitOf({ top, offset, fetch }: Select, scope: Scope): Limit {
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

const nothing: Batch = Object.freeze({ columns: [], rows: undefined, from: 0, to: 0 });

/** Cuts rows into batches and stops when the limit is reached. */
export function* limited(source: Iterable<RowRun>, { skip, take }: Limit): Generator<Batch> {
  let left = take;
  let skipped = 0;
  if (left === 0) return;
  for (const { columns, rows, from: first, to } of source) {
    if (first === to) yield nothing;
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
