import type { Expression } from '#demo/sql/ast';
import { converter } from '#demo/sql/convert';
import {
  type Columns,
  decimal,
  isDate,
  isExact,
  isInteger,
  isText,
  isUnicode,
  nvarchar,
  type SqlType,
  type TypeName,
  untyped,
  type Value,
  varchar,
} from '#demo/sql/types';

/** An expression ready to run on one row of a block of rows. */
export type Compiled = {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** The same for every row. */
  readonly constant: boolean;
  /** The digits of a whole number written in the statement: in arithmetic it counts as a decimal of so many. */
  readonly digits?: number;
  /** The column of the block that it reads, when it does nothing else. */
  readonly source?: number;
  readonly evaluate: (columns: Columns, row: number) => Value;
};

/** True, false, or null for unknown. */
export type Predicate = (columns: Columns, row: number) => boolean | null;

export type BoundColumn = {
  readonly name: string;
  readonly qualifier: string | undefined;
  readonly compiled: Compiled;
};

export type Variable = { readonly type: SqlType; readonly value: Value };

/** What names mean while an expression is compiled. */
export type Scope = {
  readonly columns: readonly BoundColumn[];
  readonly variables: ReadonlyMap<string, Variable>;
  /** The statement's own moment, UTC. */
  readonly nowMs: number;
  /** The store's distance from UTC. */
  readonly offsetMinutes: number;
  /** After grouping: what an aggregate or a grouped expression has become. */
  readonly replaced?: (expression: Expression) => Compiled | undefined;
};

export function constantOf(value: Value, type: SqlType): Compiled {
  return { type, nullable: value === null, constant: true, evaluate: () => value };
}

const noColumns: Columns = [];

/** The value of a constant expression. */
export function constantValue(compiled: Compiled): Value {
  return compiled.evaluate(noColumns, 0);
}

/** A constant is computed on first use: an error in it belongs to the run, not to the compilation. */
export function folded(compiled: Compiled): Compiled {
  if (!compiled.constant) return compiled;
  let value: Value;
  let known = false;
  const evaluate = () => {
    if (!known) {
      value = compiled.evaluate(noColumns, 0);
      known = true;
    }
    return value;
  };
  return { ...compiled, evaluate };
}

export function convertTo(compiled: Compiled, to: SqlType, line = 1): Compiled {
  if (compiled.type === to) return compiled;
  const convert = converter({ from: compiled.type, to, line });
  const { evaluate } = compiled;
  const { nullable, constant } = compiled;
  return folded({ type: to, nullable, constant, evaluate: (columns, row) => convert(evaluate(columns, row)) });
}

const precedence: readonly TypeName[] = [
  'datetimeoffset',
  'datetime2',
  'datetime',
  'date',
  'time',
  'float',
  'real',
  'decimal',
  'money',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
];

/** The type that two operands meet in, by SQL Server's precedence. */
export function commonType(left: SqlType, right: SqlType): SqlType {
  if (left === untyped) return right;
  if (right === untyped) return left;
  if (isText(left) && isText(right)) return commonText(left, right);
  const winner = precedence.indexOf(left.name) <= precedence.indexOf(right.name) ? left : right;
  const loser = winner === left ? right : left;
  if (winner.name === 'decimal' && (isExact(loser) || isInteger(loser))) return commonDecimal(winner, loser);
  if (isDate(winner) && winner.name === loser.name) return winner.scale >= loser.scale ? winner : loser;
  return winner;
}

function commonText(left: SqlType, right: SqlType): SqlType {
  const length = left.length === -1 || right.length === -1 ? -1 : Math.max(left.length, right.length);
  return isUnicode(left) || isUnicode(right) ? nvarchar(length) : varchar(length);
}

function commonDecimal(left: SqlType, right: SqlType): SqlType {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return decimal(Math.min(38, whole + scale), scale);
}

/** The decimal that a number counts as in arithmetic. */
export function asDecimalType({ type, digits }: Compiled): SqlType {
  return type.name === 'decimal' ? type : decimal(digits ?? type.precision, type.scale);
}
