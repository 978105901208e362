import { codeOf } from '#lib/errors';
import { badRowError, rowText } from '#lib/sources/row-errors';
import type { SourcePeriod, SourceShape } from '#lib/sources/source';
import type { ColumnProblem } from '#lib/sources/sql-server-columns';
import type { StoreLink } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';
import { valuesSql } from '#lib/sources/sql-server-query';
import { columnOf, periodParameters, queryOf, type SessionContext } from '#lib/sources/sql-server-session';

const overDecimal = { 4: '99999999999999.9999', 8: '9999999999.99999999' };
const overInt = '2147483647';

/** The server says that a value does not convert, not which: looks for the row, and names it when it is found. */
export async function explainConversion(context: SessionContext, period: SourcePeriod, error: unknown): Promise<Error> {
  const { store, shape, link } = context;
  const keyParts = shape.key.length;
  const told = sourceError(error, store);
  if (codeOf(told) !== 'source_rejected' || !('params' in told) || !isConversion(told.params)) return told;
  for (const spec of shape.columns) {
    const limit =
      spec.kind === 'decimal' ? overDecimal[spec.scale === 8 ? 8 : 4] : spec.kind === 'int32' ? overInt : null;
    if (limit === null) continue;
    const condition = `not between -${limit} and ${limit}`;
    const found = await firstRow(link, context, period, { column: spec.name, condition });
    if (found)
      return badRowError(context, {
        key: found.slice(0, keyParts),
        column: spec.name,
        cell: { reason: 'range', value: String(found[keyParts]) },
      });
  }
  return told;
}

const isConversion = (params: unknown): boolean =>
  typeof params === 'object' && params !== null && 'why' in params && params.why === 'conversion';

async function firstRow(
  link: StoreLink,
  context: SessionContext,
  period: SourcePeriod,
  search: { column: string; condition: string },
): Promise<string[] | null> {
  const { store, shape } = context;
  const [column = '', ...key] = [search.column, ...shape.key].map((name) => columnOf(context, name)?.name ?? name);
  const sql = valuesSql(queryOf(context), column, key, search.condition);
  try {
    const { rows } = await link.query({ sql, parameters: periodParameters(store, period) });
    return rows[0]?.map(String) ?? null;
  } catch {
    // The search is a courtesy: the error that it should explain is what counts.
    return null;
  }
}

/** The first text that is no number, of a column that should hold numbers; '' when every one is. */
export async function exampleOfText(
  context: SessionContext,
  period: SourcePeriod,
  problems: readonly ColumnProblem[],
): Promise<string> {
  const { store, shape, link } = context;
  const wanted = problems.find(({ column, isText }) => isText && isNumeric(shape, column));
  if (!wanted) return '';
  const condition = `is not null and try_cast(q.[${wanted.column}] as decimal(38,8)) is null`;
  const sql = valuesSql(queryOf(context), wanted.column, shape.key, condition);
  try {
    const { rows } = await link.query({ sql, parameters: periodParameters(store, period) });
    const row = rows[0];
    if (!row) return '';
    const key = row.slice(0, shape.key.length).map(String);
    return `, for example ${wanted.column} = "${String(row[shape.key.length])}" in ${rowText(shape, key)}`;
  } catch {
    // As above: a courtesy.
    return '';
  }
}

const isNumeric = (shape: SourceShape, column: string): boolean =>
  shape.columns.some(({ name, kind }) => name === column && (kind === 'decimal' || kind === 'int32'));
