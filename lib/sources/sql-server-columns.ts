import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import type { ColumnSpec } from '#lib/columns/batch';
import { AppError } from '#lib/errors';
import type { SourceShape, StoreConnection } from '#lib/sources/source';
import { longestNvarchar, type SourceColumn } from '#lib/sources/sql-server-query';

type Family = 'text' | 'whole' | 'exact' | 'float' | 'moment' | 'bit' | 'identifier' | 'other';

const families: Readonly<Record<string, Family>> = {
  VarChar: 'text',
  Char: 'text',
  NVarChar: 'text',
  NChar: 'text',
  Text: 'text',
  NText: 'text',
  TinyInt: 'whole',
  SmallInt: 'whole',
  Int: 'whole',
  BigInt: 'whole',
  IntN: 'whole',
  DecimalN: 'exact',
  NumericN: 'exact',
  Money: 'exact',
  SmallMoney: 'exact',
  MoneyN: 'exact',
  Real: 'float',
  Float: 'float',
  FloatN: 'float',
  Date: 'moment',
  DateTime: 'moment',
  DateTimeN: 'moment',
  SmallDateTime: 'moment',
  DateTime2: 'moment',
  DateTimeOffset: 'moment',
  Bit: 'bit',
  BitN: 'bit',
  UniqueIdentifier: 'identifier',
};

const accepted: Readonly<Record<ColumnSpec['kind'], { families: readonly Family[]; words: string }>> = {
  text: { families: ['text', 'whole', 'exact', 'identifier'], words: 'text' },
  int32: { families: ['whole'], words: 'a whole number (int)' },
  int64: { families: ['whole'], words: 'a whole number (bigint)' },
  decimal: { families: ['exact', 'whole'], words: 'an exact number (decimal, money or int)' },
  date: { families: ['moment'], words: 'a date' },
  timestamp: { families: ['moment'], words: 'a date with time (datetime2 or datetime)' },
  boolean: { families: ['bit', 'whole'], words: 'a bit' },
};

/** What is wrong with a query's columns; empty when nothing is. */
export type ColumnProblem = { column: string; message: string; isText: boolean };

export type CheckedColumns = { columns: SourceColumn[]; problems: ColumnProblem[] };

/** Pairs what the query delivers with what is required, by name; the order of the query's columns does not matter. */
export function checkColumns(
  metadata: readonly ColumnMetadata[],
  shape: Pick<SourceShape, 'columns' | 'key'>,
): CheckedColumns {
  const problems: ColumnProblem[] = [];
  const columns: SourceColumn[] = [];
  for (const spec of shape.columns) {
    const found = metadata.filter((column) => column.colName.toLowerCase() === spec.name.toLowerCase());
    const column = found[0];
    const message =
      column === undefined
        ? 'the query does not deliver it'
        : found.length > 1
          ? 'the query delivers it twice'
          : (misfit(column, spec) ?? (shape.key.includes(spec.name) ? unsorted(column) : null));
    if (message !== null)
      problems.push({ column: spec.name, message, isText: column !== undefined && familyOf(column) === 'text' });
    else if (column)
      columns.push({ spec, name: column.colName, castTo: castOf(column, spec), compareAs: comparedAs(column) });
  }
  return { columns, problems };
}

const familyOf = (column: ColumnMetadata): Family => families[column.type.name] ?? 'other';

function misfit(column: ColumnMetadata, spec: ColumnSpec): string | null {
  const { families: fitting, words } = accepted[spec.kind];
  const family = familyOf(column);
  if (fitting.includes(family)) return null;
  const hint = family === 'float' && spec.kind === 'decimal' ? '; cast it to decimal in the query' : '';
  return `it is ${typeText(column)}, expected ${words}${hint}`;
}

/** Pages are sorted by the key; the old large types cannot be. */
function unsorted(column: ColumnMetadata): string | null {
  if (!column.type.hasTableName) return null;
  return `it is ${column.type.name.toLowerCase()}, which cannot be sorted; cast it to varchar or nvarchar in the query`;
}

/** Text keeps its own length: a longer one would make the server reserve memory for the sort that it does not need. */
function castOf(column: ColumnMetadata, spec: ColumnSpec): string {
  if (spec.kind === 'decimal') return `decimal(18,${spec.scale ?? 0})`;
  if (spec.kind !== 'text')
    return { int32: 'int', int64: 'bigint', date: 'date', timestamp: 'datetime2(6)', boolean: 'bit' }[spec.kind];
  if (familyOf(column) !== 'text') return 'nvarchar(60)';
  const length = characters(column);
  return length === null || length > longestNvarchar ? 'nvarchar(max)' : `nvarchar(${Math.max(1, length)})`;
}

/** The type of single-byte text; null for every other column. */
function comparedAs(column: ColumnMetadata): string | null {
  if (column.type.name !== 'VarChar' && column.type.name !== 'Char') return null;
  return `varchar(${characters(column) ?? 'max'})`;
}

/** Null for text without a limit. */
function characters(column: ColumnMetadata): number | null {
  const bytes = column.dataLength;
  if (bytes === undefined || bytes === 0xffff || column.type.hasTableName) return null;
  return column.type.name.startsWith('N') ? bytes / 2 : bytes;
}

const typeWords: Readonly<Record<string, string>> = {
  IntN: 'int',
  BitN: 'bit',
  FloatN: 'float',
  MoneyN: 'money',
  DateTimeN: 'datetime',
  DecimalN: 'decimal',
  NumericN: 'numeric',
};

function typeText(column: ColumnMetadata): string {
  const name = typeWords[column.type.name] ?? column.type.name.toLowerCase();
  if (column.precision !== undefined) return `${name}(${column.precision},${column.scale ?? 0})`;
  if (familyOf(column) !== 'text') return name;
  const length = characters(column);
  return length === null ? `${name}(max)` : `${name}(${length})`;
}

type Asked = { store: Pick<StoreConnection, 'name'>; shape: Pick<SourceShape, 'query'> };

/** One error that names every bad column. */
export function columnsError({ store, shape }: Asked, problems: readonly ColumnProblem[], example = ''): AppError {
  const list = problems.map(({ column, message }) => `${column}: ${message}`).join('; ');
  return new AppError('source_rejected', `${store.name}: the query's columns do not fit. ${list}${example}`, {
    details: problems.map(({ column, message }) => ({ path: `${shape.query.own}.${column}`, message })),
    params: { why: 'columns', columns: problems.map(({ column }) => column).join(', ') },
  });
}
