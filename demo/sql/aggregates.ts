import { averageOf } from '#demo/sql/arithmetic';
import type { Expression } from '#demo/sql/ast';
import { collationKey } from '#demo/sql/collation';
import { comparer } from '#demo/sql/comparison';
import { compileExpression } from '#demo/sql/compile-expression';
import { type Compiled, constantOf, type Scope } from '#demo/sql/compiled';
import { fitsPrecision } from '#demo/sql/decimal';
import { bigintIn, numberIn } from '#demo/sql/narrow';
import { SqlError, valueError } from '#demo/sql/sql-error';
import {
  bigint,
  type Columns,
  decimal,
  float,
  int,
  isBinary,
  isExact,
  isFloat,
  isInteger,
  type SqlType,
  type Value,
} from '#demo/sql/types';

type Accumulator = { add: (columns: Columns, row: number) => void; result: () => Value };
export type MakeAccumulator = () => Accumulator;
type Aggregate = { type: SqlType; make: MakeAccumulator };
type Call = Expression & { kind: 'call' };

/** Compiles count, sum, min, max and avg over the rows of a group. */
export function aggregateOf(call: Call, scope: Scope): Aggregate {
  const [first] = call.args;
  const isCount = call.name === 'count' || call.name === 'count_big';
  if (!first && !(isCount && call.star))
    throw new SqlError(174, `The ${call.name} function requires 1 argument(s).`, { line: call.line });
  const arg = first ? compileExpression(first, scope) : constantOf(1, int);
  const plain = aggregateOfValues(call, arg);
  return call.distinct ? { type: plain.type, make: () => distinct(plain.make(), arg) } : plain;
}

function aggregateOfValues({ name, line }: Call, arg: Compiled): Aggregate {
  if (name === 'count') return { type: int, make: () => counter(arg, Number) };
  if (name === 'count_big') return { type: bigint, make: () => counter(arg, BigInt) };
  if (name === 'min' || name === 'max') return { type: arg.type, make: () => extreme(arg, name === 'min' ? -1 : 1) };
  if (name === 'sum') return sumOf(arg, line);
  if (name === 'avg') return averageAggregate(arg, line);
  throw new SqlError(195, `'${name}' is not a recognized built-in function name.`, { line });
}

/** Each value only the first time it is seen. */
function distinct(inner: Accumulator, arg: Compiled): Accumulator {
  const seen = new Set<Value>();
  const byBytes = isBinary(arg.type);
  return {
    add: (columns, row) => {
      const value = arg.evaluate(columns, row);
      const key = typeof value === 'string' && !byBytes ? collationKey(value) : value;
      if (value === null || seen.has(key)) return;
      seen.add(key);
      inner.add(columns, row);
    },
    result: inner.result,
  };
}

function counter({ nullable, evaluate }: Compiled, shape: (count: number) => Value): Accumulator {
  let count = 0;
  const add = nullable
    ? (columns: Columns, row: number) => {
        if (evaluate(columns, row) !== null) count += 1;
      }
    : () => {
        count += 1;
      };
  return { add, result: () => shape(count) };
}

function extreme({ type, evaluate }: Compiled, wanted: number): Accumulator {
  const compare = comparer(type);
  let best: Value = null;
  return {
    add: (columns, row) => {
      const value = evaluate(columns, row);
      if (value === null) return;
      if (best === null || compare(value, best) * wanted > 0) best = value;
    },
    result: () => best,
  };
}

function sumType(type: SqlType, line: number): SqlType {
  if (type.name === 'decimal') return decimal(38, type.scale);
  if (type.name === 'money' || type.name === 'bigint') return type;
  if (isFloat(type)) return float;
  if (isInteger(type) && type.name !== 'bit') return int;
  throw new SqlError(8117, `Operand data type ${type.name} is invalid for sum operator.`, { severity: 16, line });
}

function sumOf(arg: Compiled, line: number): Aggregate {
  const type = sumType(arg.type, line);
  if (isFloat(type)) return { type, make: () => floatSum(arg) };
  const fits = (total: bigint) =>
    type.name === 'int'
      ? BigInt.asIntN(32, total) === total
      : type.name === 'bigint'
        ? BigInt.asIntN(64, total) === total
        : fitsPrecision(total, 38);
  const make = () =>
    exactSum(arg, (total) => {
      const named = type.name === 'decimal' ? 'numeric' : type.name;
      if (!fits(total))
        throw valueError(8115, `Arithmetic overflow error converting expression to data type ${named}.`, line);
      return type.name === 'int' ? Number(total) : total;
    });
  return { type, make };
}

function floatSum({ evaluate }: Compiled): Accumulator {
  let total: number | null = null;
  return {
    add: (columns, row) => {
      const value = evaluate(columns, row);
      if (value !== null) total = (total ?? 0) + numberIn(value);
    },
    result: () => total,
  };
}

function exactSum({ evaluate }: Compiled, shape: (total: bigint) => Value): Accumulator {
  let total = 0n;
  let any = false;
  return {
    add: (columns, row) => {
      const value = evaluate(columns, row);
      if (value === null) return;
      any = true;
      total += bigintIn(value);
    },
    result: () => (any ? shape(total) : null),
  };
}

function averageAggregate(arg: Compiled, line: number): Aggregate {
  const type = sumType(arg.type, line);
  const scale = Math.max(6, type.scale);
  const result = isExact(arg.type) && type.name === 'decimal' ? decimal(38, scale) : type;
  const lift = result.name === 'decimal' ? scale - arg.type.scale : 0;
  return {
    type: result,
    make: () => average({ arg, sum: sumOf(arg, line).make(), lift, whole: !isExact(arg.type) && !isFloat(type) }),
  };
}

type Average = { arg: Compiled; sum: Accumulator; lift: number; whole: boolean };

function average({ arg, sum, lift, whole }: Average): Accumulator {
  let count = 0;
  return {
    add: (columns, row) => {
      if (arg.evaluate(columns, row) === null) return;
      count += 1;
      sum.add(columns, row);
    },
    result: () => {
      const total = sum.result();
      if (total === null) return null;
      if (typeof total === 'bigint') return whole ? total / BigInt(count) : averageOf(total, count, lift);
      return whole ? Math.trunc(numberIn(total) / count) : numberIn(total) / count;
    },
  };
}
