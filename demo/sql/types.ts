/** The SQL Server types that the stores speak. */
export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'money'
  | 'float'
  | 'real'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'varbinary'
  | 'date'
  | 'time'
  | 'datetime'
  | 'datetime2'
  | 'datetimeoffset';

/** `length` counts characters, or bytes of a varbinary, -1 is max; `precision` and `scale` as SQL Server counts them. */
export type SqlType = {
  readonly name: TypeName;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
};

/** A datetimeoffset: the clock on the wall, in ms since 1970, and the wall's distance from UTC. */
export type OffsetInstant = { readonly localMs: number; readonly offsetMinutes: number };

/**
 * What a cell holds. Integers up to int, bit and floats are numbers; bigint, and decimal and money as scaled integers,
 * are bigints; a varbinary is a text of one character for each byte; a date is days since 1970, a time ms of the day, a datetime ms since 1970 on the wall's clock.
 */
export type Value = null | number | bigint | string | OffsetInstant;

/** Columns of a block of rows: `columns[column][row]`. */
export type Columns = readonly ArrayLike<Value>[];

export type Column = { readonly name: string; readonly type: SqlType; readonly nullable: boolean };

const noFacets = { length: 0, precision: 0, scale: 0 };
const integer = (name: TypeName, precision: number): SqlType => Object.freeze({ ...noFacets, name, precision });

export const bit = integer('bit', 1);
export const tinyint = integer('tinyint', 3);
export const smallint = integer('smallint', 5);
export const int = integer('int', 10);
/** The type of a bare `null`: an int that gives way to any other type. Told by identity. */
export const untyped: SqlType = Object.freeze({ name: 'int', length: 0, precision: 10, scale: 0 });
export const bigint = integer('bigint', 19);
export const float = integer('float', 53);
export const real = integer('real', 24);
export const date = integer('date', 10);
export const money: SqlType = Object.freeze({ name: 'money', length: 0, precision: 19, scale: 4 });
export const datetime: SqlType = Object.freeze({ name: 'datetime', length: 0, precision: 23, scale: 3 });

export const decimal = (precision: number, scale: number): SqlType => ({
  name: 'decimal',
  length: 0,
  precision,
  scale,
});
export const varchar = (length: number): SqlType => ({ ...noFacets, name: 'varchar', length });
export const nvarchar = (length: number): SqlType => ({ ...noFacets, name: 'nvarchar', length });
export const char = (length: number): SqlType => ({ ...noFacets, name: 'char', length });
export const nchar = (length: number): SqlType => ({ ...noFacets, name: 'nchar', length });
export const varbinary = (length: number): SqlType => ({ ...noFacets, name: 'varbinary', length });
export const time = (scale: number): SqlType => ({ name: 'time', length: 0, precision: 16, scale });
export const datetime2 = (scale: number): SqlType => ({ name: 'datetime2', length: 0, precision: 27, scale });
export const datetimeoffset = (scale: number): SqlType => ({ name: 'datetimeoffset', length: 0, precision: 34, scale });

/** Text or a `varchar(max)` longer than the page of SQL Server allows. */
export const longestVarchar = 8000;
export const longestNvarchar = 4000;

const textNames: ReadonlySet<TypeName> = new Set(['char', 'varchar', 'nchar', 'nvarchar']);
const integerNames: ReadonlySet<TypeName> = new Set(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
const dateNames: ReadonlySet<TypeName> = new Set(['date', 'time', 'datetime', 'datetime2', 'datetimeoffset']);

export const isText = (type: SqlType): boolean => textNames.has(type.name);
export const isBinary = (type: SqlType): boolean => type.name === 'varbinary';
export const isUnicode = (type: SqlType): boolean => type.name === 'nchar' || type.name === 'nvarchar';
export const isInteger = (type: SqlType): boolean => integerNames.has(type.name);
export const isDate = (type: SqlType): boolean => dateNames.has(type.name);
export const isExact = (type: SqlType): boolean => type.name === 'decimal' || type.name === 'money';
export const isFloat = (type: SqlType): boolean => type.name === 'float' || type.name === 'real';

/** The type as `sys.dm_exec_describe_first_result_set` names it. */
export function typeText(type: SqlType): string {
  if (isText(type) || isBinary(type)) return `${type.name}(${type.length === -1 ? 'max' : type.length})`;
  if (type.name === 'decimal') return `decimal(${type.precision},${type.scale})`;
  if (type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset')
    return `${type.name}(${type.scale})`;
  return type.name;
}
