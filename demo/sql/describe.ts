import type { Variable } from '#demo/sql/compiled';
import type { Context } from '#demo/sql/from';
import { parseBatch, parseParameterList } from '#demo/sql/parse-batch';
import { blockOfRows, type Scan, scanOf } from '#demo/sql/scan';
import { runSelect } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';
import {
  bit,
  type Column,
  int,
  nvarchar,
  type SqlType,
  smallint,
  type TypeName,
  tinyint,
  typeText,
  type Value,
} from '#demo/sql/types';

const column = (name: string, type: SqlType): Column => ({ name, type, nullable: true });

const columns: readonly Column[] = [
  column('is_hidden', bit),
  column('column_ordinal', int),
  column('name', nvarchar(128)),
  column('is_nullable', bit),
  column('system_type_id', int),
  column('system_type_name', nvarchar(256)),
  column('max_length', smallint),
  column('precision', tinyint),
  column('scale', tinyint),
  column('collation_name', nvarchar(128)),
  column('error_number', int),
  column('error_severity', int),
  column('error_state', int),
  column('error_message', nvarchar(4000)),
  column('error_type', int),
  column('error_type_desc', nvarchar(60)),
];

/** sys.dm_exec_describe_first_result_set: the columns that a batch would return, or why it would not run. */
export function describeFirstResultSet(args: readonly Value[], context: Context): Scan {
  const [sql, parameters] = args;
  const rows = describeRows(String(sql ?? ''), String(parameters ?? ''), context);
  return scanOf(columns, blockOfRows(columns.length, rows));
}

function describeRows(sql: string, parameters: string, context: Context): Value[][] {
  try {
    const declared = parseParameterList(parameters).map(({ name, type }): [string, Variable] => [
      name,
      { type, value: null },
    ]);
    const variables = new Map([...context.variables, ...declared]);
    const select = parseBatch(sql).find((statement) => statement.kind === 'select');
    if (!select) return [];
    return runSelect(select.select, { ...context, variables }).columns.map(columnRow);
  } catch (error) {
    if (error instanceof SqlError) return [errorRow(error)];
    throw error;
  }
}

const typeIds: Record<TypeName, number> = {
  bit: 104,
  tinyint: 48,
  smallint: 52,
  int: 56,
  bigint: 127,
  decimal: 106,
  money: 60,
  float: 62,
  real: 59,
  char: 175,
  varchar: 167,
  nchar: 239,
  nvarchar: 231,
  varbinary: 165,
  date: 40,
  time: 41,
  datetime: 61,
  datetime2: 42,
  datetimeoffset: 43,
};

const sizes: Partial<Record<TypeName, number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  real: 4,
  date: 3,
  decimal: 9,
};

function maxLength({ name, length }: SqlType): number {
  if (name === 'nvarchar' || name === 'nchar') return length === -1 ? -1 : length * 2;
  if (name === 'varchar' || name === 'char' || name === 'varbinary') return length;
  return sizes[name] ?? 8;
}

function columnRow({ name, type, nullable }: Column, index: number): Value[] {
  const isText = type.name.endsWith('char');
  const head = [
    0,
    index + 1,
    name === '' ? null : name,
    nullable ? 1 : 0,
    typeIds[type.name],
    typeText(type),
    maxLength(type),
  ];
  const facets = [isText ? 0 : type.precision, type.scale, isText ? 'SQL_Latin1_General_CP1_CI_AS' : null];
  return [...head, ...facets, null, null, null, null, null, null];
}

function errorRow(error: SqlError): Value[] {
  const nothing = Array.from({ length: 10 }, () => null);
  return [...nothing, error.number, error.severity, error.state, error.message, 1, 'SYNTAX'];
}
